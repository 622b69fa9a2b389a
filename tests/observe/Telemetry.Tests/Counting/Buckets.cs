using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Counting;

namespace Dashboard.Telemetry.Tests.Counting;

/// <summary>Counts as a line, so that a table of cases can be read: <c>input 26, cache_read 16</c>.</summary>
internal static class Buckets
{
    public static string Of(TokenUsage usage) =>
        Of(usage.Tokens) + (usage.Inconsistent ? " (inconsistent)" : "");

    public static string Of(TokenCounts? counts) => counts is { } tokens
        ? string.Join(", ", TokenBuckets.All
            .Where(bucket => bucket.In(tokens) != 0)
            .Select(bucket => $"{bucket.Name()} {bucket.In(tokens)}"))
        : "unknown";
}
