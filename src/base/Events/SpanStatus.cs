namespace Dashboard.Events;

/// <summary>How a span ended. Stored as a number: never renumber.</summary>
public enum SpanStatus
{
    Ok = 0,
    Error = 1,

    /// <summary>The client hung up before the answer was complete. Counted apart from errors.</summary>
    ClientAbort = 2,
}
