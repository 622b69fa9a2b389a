namespace Dashboard.Telemetry.Trail;

/// <summary>How content was read.</summary>
public enum AccessKind
{
    /// <summary>A trace was opened; what is noted is its id.</summary>
    TraceOpened,

    /// <summary>Texts were searched; what is noted is the search.</summary>
    TextSearched,

    /// <summary>Calls or costs were taken out; what is noted is the filter.</summary>
    Exported,
}
