using System.Text.Json.Serialization;
using Dashboard.Telemetry.Reading;
using Dashboard.Texts;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Explorer.Api;

/// <summary>The body of <c>/api/metrics</c>.</summary>
internal sealed record MetricsBody(
    string From, string To, string Step, IReadOnlyList<MetricsBody.SeriesBody> Series,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? AgentOnlyTokens,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MetricsBody.LinksBody? Links)
{
    /// <summary>With links where it answers a query, without them in a live update.</summary>
    public static MetricsBody Of(MetricsResult result, MetricsQuery? query = null) => new(
        Rfc3339.Of(result.From),
        Rfc3339.Of(result.To),
        result.Step.ToString().ToLowerInvariant(),
        result.Series.Select(SeriesBody.Of).ToList(),
        result.AgentOnlyTokens,
        query is null ? null : LinksBody.Of(result, query));

    /// <summary>The calls behind the rates, for the same range and filter.</summary>
    internal sealed record LinksBody(string ThumbsDown, string Hallucination)
    {
        public static LinksBody Of(MetricsResult result, MetricsQuery query)
        {
            var same = query.Where.ToDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => (string?)pair.Value);
            (same["from"], same["to"]) = (Rfc3339.Of(result.From), Rfc3339.Of(result.To));
            return new LinksBody(
                QueryHelpers.AddQueryString("/api/calls?feedback=down", same),
                QueryHelpers.AddQueryString("/api/calls?hallucination=flagged", same));
        }
    }

    /// <summary>One line: the dimensions asked for, and its points.</summary>
    internal sealed record SeriesBody(IReadOnlyDictionary<string, string?> By, IReadOnlyList<PointBody> Points)
    {
        public static SeriesBody Of(MetricsSeries series) => new(
            series.By.ToDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => pair.Value),
            series.Points.Select(PointBody.Of).ToList());
    }

    /// <summary>One bucket. Feedback is null where nobody voted, hallucination where nothing was judged.</summary>
    internal sealed record PointBody(
        string T,
        long Calls,
        long Errors,
        long InputTokens,
        long OutputTokens,
        long CachedTokens,
        string? CostUsd,
        long UnpricedCalls,
        LatencyBody? LatencyMs,
        LatencyBody? TtftMs,
        long ClientAborts,
        long CacheWriteTokens,
        long ReasoningTokens,
        FeedbackRates? Feedback,
        HallucinationRates? Hallucination)
    {
        public static PointBody Of(MetricsPoint point) => new(
            Rfc3339.Of(point.Start),
            point.Calls,
            point.Errors,
            point.InputTokens,
            point.OutputTokens,
            point.CachedTokens,
            point.Cost?.ToString(),
            point.UnpricedCalls,
            LatencyBody.Of(point.Latency),
            LatencyBody.Of(point.TimeToFirstToken),
            point.ClientAborts,
            point.CacheWriteTokens,
            point.ReasoningTokens,
            FeedbackRates.Of(point.Scores, point.Calls),
            HallucinationRates.Of(point.Scores));
    }

    /// <summary>Milliseconds, to the microsecond.</summary>
    internal sealed record LatencyBody(double P50, double P90, double P95, double P99, double Max, double Mean, double Min, long N)
    {
        public static LatencyBody? Of(LatencySummary? latency) => latency is null
            ? null
            : new LatencyBody(
                Ms(latency.P50Ms), Ms(latency.P90Ms), Ms(latency.P95Ms), Ms(latency.P99Ms), Ms(latency.MaxMs),
                Ms(latency.MeanMs), Ms(latency.MinMs), latency.Count);

        private static double Ms(double value) => Math.Round(value, 3);
    }
}
