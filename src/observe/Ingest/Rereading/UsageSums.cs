using Dashboard.Telemetry.Rollups;

namespace Dashboard.Ingest.Rereading;

/// <summary>The sums of one model's calls as they are stored, and as they are by the rules and prices of now.</summary>
/// <param name="Provider">By the rules of now; null where the calls do not say.</param>
/// <param name="Model">By the rules of now; null where the calls do not say.</param>
public sealed record UsageSums(string? Provider, string? Model)
{
    /// <summary>Calls that change.</summary>
    public long Changed { get; init; }

    /// <summary>As they are stored.</summary>
    public CallCounters Before { get; init; }

    /// <summary>As they are by now.</summary>
    public CallCounters After { get; init; }

    /// <summary>The sums with another call in them.</summary>
    internal UsageSums With(StoredCall call, UsageFacts now) => this with
    {
        Changed = Changed + (now == call.Facts ? 0 : 1),
        Before = Before + CallCounters.Of(call.Status, call.Facts.Tokens, call.Facts.Cost),
        After = After + CallCounters.Of(call.Status, now.Tokens, now.Cost),
    };

    /// <summary>Both together.</summary>
    internal UsageSums With(UsageSums other) => this with
    {
        Changed = Changed + other.Changed,
        Before = Before + other.Before,
        After = After + other.After,
    };
}
