using Dashboard.EventStore;

namespace Dashboard.Telemetry.Partitions;

/// <summary>Which times make sense. Pure.</summary>
internal static class RetentionRules
{
    public const int MostDays = 3650;

    /// <summary>What is wrong with the wish; null for nothing.</summary>
    public static RetentionResult.Refused? Fault(RetentionOptions keep, string? reason)
    {
        if (Enum.GetValues<TelemetryKind>().Any(kind => keep[kind].TotalDays is < 1 or > MostDays))
        {
            return new("calls_days", $"Give whole days from 1 to {MostDays}.");
        }

        if (keep.Payloads > keep.Calls)
        {
            return new(
                "payloads_days",
                "Content cannot be kept longer than calls ('payloads_days' must not be more than 'calls_days'): "
                    + "content is found by its call.");
        }

        return Reasons.Fault(reason) is { } fault ? new("reason", fault) : null;
    }
}
