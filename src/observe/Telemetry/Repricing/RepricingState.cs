namespace Dashboard.Telemetry.Repricing;

/// <summary>Where a job stands.</summary>
public enum RepricingState
{
    /// <summary>Another job runs first.</summary>
    Waiting,

    Running,
    Done,
}
