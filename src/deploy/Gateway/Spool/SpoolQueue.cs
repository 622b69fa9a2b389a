using Dashboard.Postgres;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// What is to be delivered, in order. Of records that lie on disk it keeps only where, once too many wait: memory has a
/// ceiling, however long the database is away.
/// </summary>
internal sealed class SpoolQueue(long memoryBytes = SpoolQueue.DefaultMemory, int deliveryRecords = 500)
{
    public const long DefaultMemory = 32 * 1024 * 1024;

    /// <summary>The most that is read from disk, and sent to the database, at once.</summary>
    private const int DeliveryBytes = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly LinkedList<SpoolChunk> _chunks = new();

    private readonly Wake _arrived = new();

    private List<SpoolChunk> _taken = [];
    private long _inMemory;
    private long _records;

    /// <summary>Records that are not delivered.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>When the oldest undelivered record came.</summary>
    public DateTimeOffset? Oldest
    {
        get
        {
            lock (_gate)
            {
                return (_taken.FirstOrDefault() ?? _chunks.First?.Value)?.Since;
            }
        }
    }

    /// <summary>Adds a chunk at the end. False when it is in memory alone and memory is full: it is lost.</summary>
    public bool TryAdd(SpoolChunk chunk)
    {
        lock (_gate)
        {
            var fits = chunk.Records is null || _inMemory + chunk.Length <= memoryBytes;
            if (!fits && chunk.Segment is null)
            {
                return false;
            }

            if (!fits)
            {
                chunk = new SpoolChunk
                {
                    Segment = chunk.Segment,
                    Offset = chunk.Offset,
                    Length = chunk.Length,
                    Count = chunk.Count,
                    Since = chunk.Since,
                };
            }

            _records += chunk.Count;
            _inMemory += chunk.Records is null ? 0 : chunk.Length;
            if (chunk.Records is not null || _chunks.Last is not { } last || !TryExtend(last.Value, chunk))
            {
                _chunks.AddLast(chunk);
            }
        }

        _arrived.Set();
        return true;
    }

    /// <summary>No more come.</summary>
    public void Complete() => _arrived.Complete();

    /// <summary>Waits until something is there; false when nothing is and no more comes.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken ct)
    {
        while (Records == 0)
        {
            if (!await _arrived.WaitAsync(ct))
            {
                return Records > 0;
            }
        }

        return true;
    }

    /// <summary>The oldest chunks, as many as go to the database at once. They count as waiting until they are done.</summary>
    public IReadOnlyList<SpoolChunk> Take()
    {
        lock (_gate)
        {
            var (taken, count, bytes) = (new List<SpoolChunk>(), 0, 0L);
            while (_chunks.First is { } first
                && (taken.Count == 0
                    || (count + first.Value.Count <= deliveryRecords && bytes + first.Value.Length <= DeliveryBytes)))
            {
                _chunks.RemoveFirst();
                taken.Add(first.Value);
                (count, bytes) = (count + first.Value.Count, bytes + first.Value.Length);
            }

            return _taken = taken;
        }
    }

    /// <summary>What was taken is delivered.</summary>
    public void Done()
    {
        lock (_gate)
        {
            _records -= _taken.Sum(chunk => (long)chunk.Count);
            _inMemory -= _taken.Sum(chunk => chunk.Records is null ? 0L : chunk.Length);
            _taken = [];
        }
    }

    private bool TryExtend(SpoolChunk last, SpoolChunk next)
    {
        if (last.Records is not null || last.Segment is null || last.Segment != next.Segment
            || last.Offset + last.Length != next.Offset
            || last.Count + next.Count > deliveryRecords || last.Length + next.Length > DeliveryBytes)
        {
            return false;
        }

        last.Length += next.Length;
        last.Count += next.Count;
        return true;
    }
}
