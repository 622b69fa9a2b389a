namespace Dashboard.Telemetry.Searching;

/// <summary>Where a search begins; what else was asked is tested on each row that it leads to.</summary>
internal enum ScanLead
{
    /// <summary>At the calls: by an index of theirs, or at all of them.</summary>
    Calls,

    /// <summary>At the index of words.</summary>
    Words,

    /// <summary>At the scores: only few calls have one.</summary>
    Scores,
}
