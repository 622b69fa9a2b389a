namespace Dashboard.Telemetry.Searching;

/// <summary>How a stretch is read.</summary>
internal enum ScanKind
{
    /// <summary>Nothing narrows the list: the newest rows are the answer.</summary>
    Newest,

    /// <summary>An index leads to the rows, or to few more than those, in the order of their starts.</summary>
    Index,

    /// <summary>The index of words leads to all matches of the stretch at once, in no order.</summary>
    Words,

    /// <summary>Every row is looked at.</summary>
    Rows,
}
