namespace Dashboard.Gateway.Spool;

/// <summary>The files of the spool: where records are appended, read back, and deleted once they are delivered.</summary>
internal sealed class SpoolStore(string root, SpoolOptions options, TimeProvider time) : IDisposable
{
    private const long SegmentBytes = 16 * 1024 * 1024;

    /// <summary>A file of delivered records is emptied when it is so large: they would be sent again after a crash.</summary>
    private const long ClearBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly List<SpoolSegment> _segments = [];
    private SpoolFolder? _folder;
    private SpoolSegment? _active;
    private long _bytes;

    /// <summary>What the files take.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether the last records found no room.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Why nothing could be written or forced to disk the last time; null while all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Takes the folder and finds what earlier processes left.</summary>
    /// <returns>Chunks to be delivered, and how many bytes were no whole records.</returns>
    public (IReadOnlyList<SpoolChunk> Chunks, long CutOff) Open()
    {
        _folder = SpoolFolder.Take(root);
        var chunks = new List<SpoolChunk>();
        var cutOff = 0L;
        foreach (var path in _folder.Segments())
        {
            var frames = new List<(long Offset, int Length)>();
            var (segment, cut) = SpoolSegment.Recover(path, (offset, length) => frames.Add((offset, length)));
            cutOff += cut;
            if (frames.Count == 0)
            {
                segment.Delete();
                continue;
            }

            _segments.Add(segment);
            _bytes += segment.Length;
            chunks.AddRange(frames.Select(frame => new SpoolChunk
            {
                Segment = segment,
                Offset = frame.Offset,
                Length = frame.Length,
                Count = 1,
                Since = segment.Since,
            }));
        }

        return (chunks, cutOff);
    }

    /// <summary>Appends whole frames; null when there is no room or the disk does not take them.</summary>
    public (SpoolSegment Segment, long Offset)? TryAppend(ReadOnlySpan<byte> frames, int records)
    {
        lock (_gate)
        {
            try
            {
                IsFull = _bytes + frames.Length > options.MaxBytes || FreeBytes() - frames.Length < options.MinFreeBytes;
                if (IsFull)
                {
                    return null;
                }

                if (_active is null || _active.Length >= SegmentBytes)
                {
                    Seal();
                    _active = SpoolSegment.Create(_folder!.Path, time.GetUtcNow());
                    _segments.Add(_active);
                }

                var offset = _active.Append(frames, records);
                Interlocked.Add(ref _bytes, frames.Length);
                Trouble = null;
                return (_active, offset);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Trouble = e.Message;
                return null;
            }
        }
    }

    /// <summary>The records' frames of a chunk that lies on disk.</summary>
    public static byte[] Read(SpoolChunk chunk) => chunk.Segment!.Read(chunk.Offset, chunk.Length);

    /// <summary>The chunk is in the database: its file goes once all in it are.</summary>
    public void Delivered(SpoolChunk chunk)
    {
        if (chunk.Segment is not { } segment)
        {
            return;
        }

        lock (_gate)
        {
            segment.Pending -= chunk.Count;
            if (segment.Pending > 0)
            {
                return;
            }

            if (segment != _active)
            {
                Drop(segment);
            }
            else if (segment.Length >= ClearBytes)
            {
                Interlocked.Add(ref _bytes, -segment.Length);
                segment.Clear();
            }
        }
    }

    /// <summary>Forces to disk what was appended.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            try
            {
                foreach (var segment in _segments.Where(segment => segment is { IsUnsynced: true, Pending: > 0 }))
                {
                    segment.Flush();
                }
            }
            catch (IOException e)
            {
                Trouble = e.Message;
            }
        }
    }

    /// <summary>Whether undelivered records could be lost with the machine's power.</summary>
    public bool IsUnsynced()
    {
        lock (_gate)
        {
            return _segments.Exists(segment => segment is { IsUnsynced: true, Pending: > 0 });
        }
    }

    /// <summary>Closes the files; those whose records are all delivered are deleted.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Seal();
            _segments.ForEach(segment => segment.Dispose());
            _segments.Clear();
            _folder?.Dispose();
            _folder = null;
        }
    }

    private void Seal()
    {
        if (_active is { Pending: 0 } done)
        {
            Drop(done);
        }
        else
        {
            _active?.Flush();
        }

        _active = null;
    }

    private void Drop(SpoolSegment segment)
    {
        Interlocked.Add(ref _bytes, -segment.Length);
        _segments.Remove(segment);
        segment.Delete();
    }

    private long FreeBytes() =>
        options.MinFreeBytes == 0 ? long.MaxValue : new DriveInfo(_folder!.Path).AvailableFreeSpace;
}
