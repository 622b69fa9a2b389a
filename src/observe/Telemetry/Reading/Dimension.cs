namespace Dashboard.Telemetry.Reading;

/// <summary>What numbers can be split and filtered by. The lower-case names are the public interface's.</summary>
public enum Dimension
{
    Route,
    Model,
    Version,
    Provider,
    Prompt,
    Environment,

    /// <summary>Without latency: users are counted, not sketched.</summary>
    User,
}
