namespace Dashboard.Telemetry.Searching;

/// <summary>How a stretch is read.</summary>
internal enum ScanKind
{
    /// <summary>Nothing narrows the list: the newest rows are the answer.</summary>
    Newest,

    /// <summary>An index leads to the rows, or to some more than those.</summary>
    Index,

    /// <summary>Every row is looked at.</summary>
    Rows,
}
