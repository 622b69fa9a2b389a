using Dashboard.Events;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.Calls;

/// <summary>
/// The rows of the list. New calls wait beside it until they are asked for, so that no row moves under the pointer;
/// late calls that belong between known rows wait as well.
/// </summary>
internal sealed class CallTable
{
    private readonly List<CallSummary> _rows = [];
    private readonly HashSet<(TraceId, SpanId)> _known = [];

    public IReadOnlyList<CallSummary> Rows => _rows;

    /// <summary>Where older calls begin; null when there are none.</summary>
    public string? Older { get; private set; }

    /// <summary>How far back was looked for the rows.</summary>
    public CallReach Reach { get; private set; } = new();

    /// <summary>How many calls wait.</summary>
    public int New { get; private set; }

    /// <summary>True when a whole page is new, so that there may be more than <see cref="New"/>.</summary>
    public bool NewIsAtLeast { get; private set; }

    /// <summary>Begins anew with the newest page.</summary>
    public void Show(CallPage newest)
    {
        _rows.Clear();
        _known.Clear();
        (Reach, New, NewIsAtLeast) = (new CallReach(), 0, false);
        Append(newest);
    }

    /// <summary>Adds a page of older calls at the end.</summary>
    public void Append(CallPage older)
    {
        _rows.AddRange(older.Items.Where(call => _known.Add((call.TraceId, call.SpanId))));
        Older = older.NextCursor;
        Reach = older.Reach with
        {
            RowByRowTo = older.Reach.RowByRowTo ?? Reach.RowByRowTo,
            UsedIndex = older.Reach.UsedIndex || Reach.UsedIndex,
        };
    }

    /// <summary>Takes a fresh newest page and counts what is not in the list; true when the count changed.</summary>
    public bool Compare(CallPage newest)
    {
        var former = New;
        New = newest.Items.Count(call => !_known.Contains((call.TraceId, call.SpanId)));
        NewIsAtLeast = newest.NextCursor is not null && New == newest.Items.Count;
        return New != former;
    }
}
