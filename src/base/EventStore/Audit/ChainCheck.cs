using System.Globalization;

namespace Dashboard.EventStore;

/// <summary>Follows the chain row by row; knows no database.</summary>
/// <param name="key">Of the hashes.</param>
/// <param name="seen">The newest end that was seen, which must be in the chain; null for none.</param>
internal sealed class ChainCheck(AuditKey key, SealedHead? seen = null)
{
    private string _hash = AuditChain.Beginning;
    private long _chained;
    private long _lastPosition;
    private ChainRow? _unchainedSince;
    private FirstBad? _notSeen;
    private bool _moved;

    public long Events { get; private set; }

    public long Unchained { get; private set; }

    public FirstBad? FirstBad { get; private set; }

    /// <summary>The last event of the chain; null where there is none.</summary>
    public SealedHead? Last { get; private set; }

    /// <summary>Takes the next row in the order of positions.</summary>
    public void Add(ChainRow row)
    {
        Events++;
        if (row.IsUnchained)
        {
            Unchained++;
            _unchainedSince ??= row;
        }
        else if (FirstBad is null)
        {
            FirstBad = FaultOf(row);
            _hash = row.Hash ?? "";
            _chained++;
            _unchainedSince = null;
            Remember(row);
        }

        _lastPosition = FirstBad is null ? row.Position : _lastPosition;
    }

    /// <summary>Compares the end of the chain with what was kept apart.</summary>
    public AuditReport Finish(AuditHead head)
    {
        FirstBad ??= FaultOf(head) ?? FaultOfSeen();
        return new AuditReport(FirstBad is null, Events, head.Events == 0 ? null : head.Hash, FirstBad, Unchained);
    }

    private void Remember(ChainRow row)
    {
        Last = new SealedHead(_chained, row.Position, _hash, row.At);
        if (seen is null)
        {
            return;
        }

        _moved |= row.Moves && row.At > seen.At;
        if (_chained == seen.Events && (row.Position, _hash) != (seen.Position, seen.Hash))
        {
            _notSeen = new FirstBad(row.Position, row.Stream, HeadFault.Other(seen));
        }
    }

    /// <summary>What was moved with somebody's consent, sealed, is no fault.</summary>
    private FirstBad? FaultOfSeen() => seen is null || _moved ? null
        : _chained < seen.Events
            ? new FirstBad(_lastPosition + 1, null, HeadFault.Fewer(seen, _chained, Unchained))
            : _notSeen;

    private FirstBad? FaultOf(ChainRow row)
    {
        var expected = _chained + 1;
        if (row.Hash == AuditChain.Hash(key, _hash, row.Text))
        {
            return null;
        }

        if (!long.TryParse(row.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == expected)
        {
            return new FirstBad(row.Position, row.Stream, "The event differs from what was written.");
        }

        if (number > expected && Missing(expected, row.Position) is { } missing)
        {
            return missing;
        }

        return new FirstBad(
            row.Position, row.Stream, $"The event is number {number} of the chain, in the place of number {expected}.");
    }

    private FirstBad? FaultOf(AuditHead head)
    {
        if (!head.IsSignedBy(key))
        {
            return new FirstBad(head.Position, null, "The record of the chain's end differs from what was written.");
        }

        if (_chained < head.Events)
        {
            return Missing(_chained + 1, long.MaxValue);
        }

        return _chained == head.Events && _hash == head.Hash
            ? null
            : new FirstBad(_lastPosition, null, $"The chain has {_chained} events; its end was recorded at {head.Events}.");
    }

    /// <summary>Null where there is no room for a missing event: then the order was changed.</summary>
    private FirstBad? Missing(long number, long nextPosition)
    {
        if (_unchainedSince is { } stripped)
        {
            return new FirstBad(
                stripped.Position, stripped.Stream, $"Event {number} of the chain is missing, or this is it without its hash.");
        }

        return _lastPosition + 1 < nextPosition
            ? new FirstBad(_lastPosition + 1, null, $"Event {number} of the chain is missing.")
            : null;
    }
}
