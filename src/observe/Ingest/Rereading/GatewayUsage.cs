using System.Text.Json;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;
using Dashboard.Texts;

namespace Dashboard.Ingest.Rereading;

/// <summary>Reads the provider's usage again that the gateway kept with a call. Pure.</summary>
internal static class GatewayUsage
{
    private const string Tier = "service_tier";

    /// <summary>What the call would say had it come today.</summary>
    /// <param name="stored">What it says.</param>
    /// <param name="usage">The provider's usage as it came; null where none did or none was kept.</param>
    /// <param name="operation">In OpenTelemetry's words.</param>
    public static UsageFacts Read(UsageFacts stored, string? usage, string operation)
    {
        var series = stored.Series;
        var sender = new UsageSender(series.Provider, series.Model, Embeds: operation is "embeddings" or "rerank");
        var split = UsageJson.ReadReports(usage).Split(sender);
        return split.Tokens is { } tokens && !IsPart(stored, split)
            ? stored with
            {
                Tokens = tokens,
                Source = split.Inconsistent ? UsageSource.Inconsistent : UsageSource.Gateway,
                Note = split.Note,
                ServiceTier = TierOf(usage!) ?? stored.ServiceTier,
            }
            : stored;
    }

    // Earlier versions kept the last report alone, also of a stream that had told the input before.
    private static bool IsPart(UsageFacts stored, TokenUsage now) =>
        (stored.Tokens?.Input > 0 && now.Tokens?.Input == 0) || (stored.Tokens?.Output > 0 && now.Tokens?.Output == 0);

    private static string? TierOf(string usage)
    {
        try
        {
            using var json = LenientJson.Parse(usage);
            var reports = json.RootElement.ValueKind == JsonValueKind.Array
                ? json.RootElement.EnumerateArray()
                : Enumerable.Repeat(json.RootElement, 1);
            return reports
                .Select(report => report.ValueKind == JsonValueKind.Object && report.TryGetProperty(Tier, out var tier)
                    && tier.ValueKind == JsonValueKind.String ? tier.GetString() : null)
                .LastOrDefault(tier => tier is not null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
