namespace Dashboard.EventStore;

/// <summary>
/// The newest sealed end of the chain that was seen: in memory, so that it holds while the file is taken away, and in the
/// file, so that it holds over a restart. It moves forward along the chain alone, and back only by a sealed event that
/// says so.
/// </summary>
internal sealed class HeadMemory
{
    private readonly Lock _gate = new();
    private readonly SealedHeadFile? _file;
    private readonly SealedMark? _mark;
    private SealedHead? _seen;

    public HeadMemory(AuditKey key)
    {
        if (key.Folder is { } folder)
        {
            (_file, _mark) = (new SealedHeadFile(key, folder), new SealedMark(key, folder));
            Read(_file, _mark);
        }
    }

    /// <summary>Null where no sealed event was seen yet, and where the file cannot be trusted.</summary>
    public SealedHead? Seen
    {
        get
        {
            lock (_gate)
            {
                return _seen;
            }
        }
    }

    /// <summary>
    /// Why the file cannot be trusted, or is missing; null where it can. Only an acceptance replaces it.
    /// </summary>
    public string? FileFault { get; private set; }

    /// <summary>Why the file could not be written last; it is tried again with the next end.</summary>
    public string? SaveFault { get; private set; }

    /// <summary>Looks again at a file that could not be trusted: another process may have had it accepted.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            if (FileFault is not null && _seen is null && _file is not null)
            {
                Read(_file, _mark!);
            }
        }
    }

    /// <summary>Goes on from the end that is known to the next one; false where it is not the known one's next.</summary>
    public bool TryFollow(AuditHead former, SealedHead next)
    {
        lock (_gate)
        {
            if (FileFault is not null || (_seen is not null && !_seen.Is(former)))
            {
                return false;
            }

            Save(next);
            return true;
        }
    }

    /// <summary>Goes on to an end that was shown to follow <paramref name="from"/>, unless another one has by now.</summary>
    public void Advance(SealedHead? from, SealedHead next)
    {
        lock (_gate)
        {
            if (FileFault is null && _seen == from && (_seen != next || SaveFault is not null || _file is { IsMissing: true }))
            {
                Save(next);
            }
        }
    }

    /// <summary>Takes another end for the one that was seen, because a sealed event says so.</summary>
    public void Move(SealedHead head)
    {
        lock (_gate)
        {
            FileFault = null;
            Save(head);
        }
    }

    private void Read(SealedHeadFile file, SealedMark mark)
    {
        try
        {
            _seen = file.Read();
            FileFault = _seen is null ? mark.FaultWithoutHead() : null;
        }
        catch (InvalidDataException e)
        {
            FileFault = e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            FileFault = $"'{SealedHeadFile.FileName}' in the data folder cannot be read: {e.Message}";
        }
    }

    private void Save(SealedHead head)
    {
        _seen = head;
        try
        {
            // In this order: a mark without a head is a fault.
            _file?.Write(head);
            _mark?.Ensure(head.At);
            SaveFault = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SaveFault = e.Message;
        }
    }
}
