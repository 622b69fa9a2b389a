using System.Buffers;

namespace Dashboard.Ingest.Http;

/// <summary>
/// A body that grows in pooled memory, within its own limit and within what all bodies share. Dispose it to give both
/// back.
/// </summary>
internal sealed class RequestBody(BodyBudget budget, int limit) : IDisposable
{
    private const int FirstSize = 16 * 1024;

    /// <summary>What a client announces is believed so far only: memory is taken as bytes arrive.</summary>
    private const int LargestFirstSize = 1024 * 1024;

    private byte[] _buffer = [];
    private int _taken;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    /// <summary>The whole content as a stream, without a copy.</summary>
    public Stream OpenRead() => new MemoryStream(_buffer, 0, Length, writable: false);

    /// <summary>Room for at least one byte more.</summary>
    /// <exception cref="RequestRefusedException">There is none, for this body or for all.</exception>
    public Memory<byte> Room(long expected = 0)
    {
        if (Length == _buffer.Length)
        {
            var size = Math.Max(Length * 2L, Math.Clamp(expected, FirstSize, LargestFirstSize));
            Grow((int)Math.Min(size, limit + 1L));
        }

        return _buffer.AsMemory(Length);
    }

    /// <summary>Counts bytes that were put into <see cref="Room"/>.</summary>
    /// <exception cref="RequestRefusedException">The body is larger than its limit.</exception>
    public void Advance(int count)
    {
        Length += count;
        if (Length > limit)
        {
            throw RequestRefusedException.TooLarge(limit);
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        Length = 0;
        budget.Return(_taken);
        _taken = 0;
    }

    private void Grow(int size)
    {
        if (!budget.TryTake(size))
        {
            throw RequestRefusedException.Busy();
        }

        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        budget.Return(_taken);
        (_buffer, _taken) = (larger, size);
    }
}
