namespace Dashboard.Telemetry.Reading;

/// <summary>How far a search went back, and what it used.</summary>
public sealed record CallReach
{
    /// <summary>
    /// Where the search stopped because its time was up; calls before that have not been looked at. Null when it found a
    /// whole page or looked at everything.
    /// </summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The earliest time that was read row by row; null when indexes did all of it or nothing was narrowed.</summary>
    public DateTimeOffset? RowByRowTo { get; init; }

    /// <summary>Whether an index was used.</summary>
    public bool UsedIndex { get; init; }

    /// <summary><c>index</c>, <c>rows</c>, <c>rows,index</c>, or null where nothing narrowed the list.</summary>
    public string? Method => (RowByRowTo, UsedIndex) switch
    {
        (null, false) => null,
        (null, true) => "index",
        (_, false) => "rows",
        (_, true) => "rows,index",
    };
}
