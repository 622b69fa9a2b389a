namespace Dashboard.Telemetry.Searching;

/// <summary>
/// Where calls are found by what is thought of them: relations of the telemetry database for the <c>FROM</c> of a
/// statement. Whoever stores scores implements it; without one no call has any.
/// </summary>
public interface IScoredCalls
{
    /// <summary>
    /// One row a call that has or had scores: <c>project_id, started_at, trace_id, span_id</c> and the counts
    /// <c>up, down, rated, evaluated, flagged</c>. Indexes lead to those above zero in the order of the key.
    /// </summary>
    string Counts { get; }

    /// <summary>
    /// One row a score in force that has a number: <c>project_id, started_at, trace_id, span_id, name, value</c>, the key
    /// being that of its call. An index leads to those of a name in the order of the key.
    /// </summary>
    string Values { get; }
}
