using Dashboard.Postgres;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// One file of the spool. It is appended to until it is large, and deleted when all its records are delivered. The
/// store's lock guards everything but reading.
/// </summary>
internal sealed class SpoolSegment : IDisposable
{
    public const string Extension = ".spool";

    private readonly FileStream _file;

    private SpoolSegment(FileStream file, long length, DateTimeOffset since) =>
        (_file, Length, Since) = (file, length, since);

    /// <summary>Bytes of whole frames.</summary>
    public long Length { get; private set; }

    /// <summary>When its first record came.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Records that are not delivered.</summary>
    public int Pending { get; set; }

    /// <summary>Whether bytes may be lost with the machine's power, though not with our process.</summary>
    public bool IsUnsynced { get; private set; }

    /// <summary>Begins a file.</summary>
    public static SpoolSegment Create(string folder, DateTimeOffset now)
    {
        var path = Path.Combine(folder, $"{now.UtcTicks:D19}-{Guid.NewGuid():N}{Extension}");
        return new SpoolSegment(Open(path, FileMode.CreateNew), 0, now);
    }

    /// <summary>Opens a file that an earlier process has left.</summary>
    /// <param name="path">The file.</param>
    /// <param name="onFrame">Called with offset, length and content length of each whole frame, in order.</param>
    /// <returns>The segment, cut off behind the last whole frame, and how many bytes were cut off.</returns>
    public static (SpoolSegment Segment, long CutOff) Recover(string path, Action<long, int> onFrame)
    {
        var file = Open(path, FileMode.Open);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var length = 0;
        var frames = 0;
        while (RecordFrame.TryRead(bytes.AsSpan(length), out _, out var frame))
        {
            onFrame(length, frame);
            length += frame;
            frames++;
        }

        if (length < bytes.Length)
        {
            file.SetLength(length);
        }

        var name = Path.GetFileName(path);
        var since = long.TryParse(name.AsSpan(0, Math.Min(19, name.Length)), out var ticks)
            && ticks is > 0 and < 3_155_378_975_999_999_999
                ? new DateTimeOffset(ticks, TimeSpan.Zero)
                : new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        return (new SpoolSegment(file, length, since) { Pending = frames }, bytes.Length - length);
    }

    /// <summary>Adds whole frames. They survive the process when this returns, and the machine after a flush.</summary>
    /// <exception cref="IOException">Nothing was added.</exception>
    public long Append(ReadOnlySpan<byte> frames, int records)
    {
        var offset = Length;
        RandomAccess.Write(_file.SafeFileHandle, frames, offset);
        Length += frames.Length;
        Pending += records;
        IsUnsynced = true;
        return offset;
    }

    public byte[] Read(long offset, int length)
    {
        var bytes = new byte[length];
        var read = 0;
        while (read < length)
        {
            var some = RandomAccess.Read(_file.SafeFileHandle, bytes.AsSpan(read), offset + read);
            read += some > 0 ? some : throw new EndOfStreamException($"'{_file.Name}' is shorter than it was.");
        }

        return bytes;
    }

    public void Flush()
    {
        IsUnsynced = false;
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }

    /// <summary>Begins again from an empty file.</summary>
    public void Clear()
    {
        RandomAccess.SetLength(_file.SafeFileHandle, 0);
        (Length, IsUnsynced) = (0, false);
    }

    /// <summary>A file that stays although it should go is delivered again by the next process, which changes nothing.</summary>
    public void Delete()
    {
        _file.Dispose();
        try
        {
            File.Delete(_file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk that refuses this refuses appends too, and those say so.
        }
    }

    public void Dispose() => _file.Dispose();

    // Prompts and answers lie in it.
    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (mode == FileMode.CreateNew)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
