namespace Dashboard.Gateway.Answers;

/// <summary>
/// Cuts a stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) into events,
/// wherever the network cut it: within a character, between CR and LF, within an event. It works on bytes, so that
/// characters need no care. Lines end with CR, LF or both.
/// </summary>
/// <param name="most">The most bytes that one event may have.</param>
internal sealed class SseBuffer(int most) : IDisposable
{
    private const int ReadSize = 16 << 10;

    private readonly PooledBytes _bytes = new(ReadSize);
    private PooledBytes? _joined;
    private int _start;
    private int _line;
    private int _scanned;
    private int _dataLines;
    private Range _data;
    private bool _isFirst = true;

    /// <summary>What came in and was not handed out yet.</summary>
    public ReadOnlySpan<byte> Pending => _bytes.Span[_start..];

    /// <summary>Whether an event has grown beyond its limit.</summary>
    public bool IsOverfull => _bytes.Length - _start > most;

    /// <summary>Room for the next bytes. Moves what is pending, so no event may be held meanwhile.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start > 0)
        {
            _bytes.Consume(_start);
            _line -= _start;
            _scanned -= _start;
            _data = (_data.Start.Value - _start)..(_data.End.Value - _start);
            _start = 0;
        }

        return _bytes.GetMemory(ReadSize / 4);
    }

    /// <summary>Notes how many bytes were written.</summary>
    public void Advance(int count) => _bytes.Advance(count);

    /// <summary>Drops what is pending, unread.</summary>
    public void Forget()
    {
        _bytes.Clear();
        (_start, _line, _scanned, _dataLines, _data) = (0, 0, 0, 0, default);
    }

    /// <summary>The next whole event; false where more bytes are needed.</summary>
    /// <param name="atEnd">Whether no more bytes will come, so that the last event needs no empty line.</param>
    /// <param name="next">The event.</param>
    public bool TryRead(bool atEnd, out SseEvent next)
    {
        var bytes = _bytes.Span;
        while (FindLine(bytes, atEnd, out var end, out var after))
        {
            var line = bytes[_line..end];
            if (line.IsEmpty)
            {
                next = Take(bytes, after);
                return true;
            }

            AddLine(bytes, end);
            _line = _scanned = after;
        }

        if (atEnd && _start < bytes.Length)
        {
            next = Take(bytes, bytes.Length);
            return true;
        }

        next = default;
        return false;
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _joined?.Dispose();
    }

    private bool FindLine(ReadOnlySpan<byte> bytes, bool atEnd, out int end, out int after)
    {
        var found = bytes[_scanned..].IndexOfAny((byte)'\r', (byte)'\n');
        end = after = _scanned + found;
        if (found < 0)
        {
            _scanned = bytes.Length;
            if (!atEnd || _line == bytes.Length)
            {
                return false;
            }

            end = after = bytes.Length;
            return true;
        }

        after++;
        if (bytes[end] == (byte)'\r')
        {
            if (after == bytes.Length && !atEnd)
            {
                // The line feed that belongs to it may be still on its way.
                _scanned = end;
                return false;
            }

            if (after < bytes.Length && bytes[after] == (byte)'\n')
            {
                after++;
            }
        }

        return true;
    }

    private void AddLine(ReadOnlySpan<byte> bytes, int end)
    {
        var begin = _line;
        if (_isFirst)
        {
            _isFirst = false;
            begin += bytes[begin..end].StartsWith("\uFEFF"u8) ? 3 : 0;
        }

        var line = bytes[begin..end];
        if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != (byte)':'))
        {
            return;
        }

        var value = Math.Min(begin + 5, end);
        if (value < end && bytes[value] == (byte)' ')
        {
            value++;
        }

        _dataLines++;
        if (_dataLines == 1)
        {
            _data = value..end;
            return;
        }

        if (_dataLines == 2)
        {
            (_joined ??= new PooledBytes(ReadSize)).Clear();
            _joined.Append(bytes[_data]);
        }

        _joined!.Append("\n"u8);
        _joined.Append(bytes[value..end]);
    }

    private SseEvent Take(ReadOnlySpan<byte> bytes, int after)
    {
        var raw = bytes[_start..after];
        var taken = _dataLines switch
        {
            0 => new SseEvent(raw, default, -1),
            1 => new SseEvent(raw, bytes[_data], _data.Start.Value - _start),
            _ => new SseEvent(raw, _joined!.Span, -1),
        };
        _start = _line = _scanned = after;
        _dataLines = 0;
        _data = after..after;
        return taken;
    }
}
