namespace Dashboard.Telemetry.Partitions;

/// <summary>What came of a wish to keep telemetry for another time.</summary>
public abstract record RetentionResult
{
    private RetentionResult()
    {
    }

    /// <summary>It holds.</summary>
    /// <param name="Decision">What holds now.</param>
    /// <param name="Dropped">
    /// How many partitions went at once. While a backup runs none do; they go within the hour after it.
    /// </param>
    public sealed record Changed(RetentionDecision Decision, int Dropped) : RetentionResult;

    /// <summary>It cannot be meant; nothing was changed.</summary>
    /// <param name="Field">Where, by its name in the interface.</param>
    /// <param name="Detail">What to change.</param>
    public sealed record Refused(string Field, string Detail) : RetentionResult;

    /// <summary>Somebody decided meanwhile; nothing was changed.</summary>
    public sealed record Outdated : RetentionResult;
}
