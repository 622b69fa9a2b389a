using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Searching;

namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Counts the calls of a filter: by rollups where these know all that it names, else by reading as many as a moment allows,
/// newest first.
/// </summary>
public sealed class CallSumReader(MetricsQueries metrics, TelemetryDb db, TimeProvider time, IScoredCalls? scores = null)
{
    /// <summary>How long calls are read one by one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How many calls are read one by one.</summary>
    public const int Most = 20_000;

    private readonly CallScan _scan = new(db, time, scores);

    /// <param name="filter">Which calls; its cursor and its limit do not count.</param>
    /// <param name="to">The end of the range, which begins at the filter's.</param>
    /// <param name="step">The length of the bars.</param>
    /// <param name="zone">Where a day begins.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="MetricsGoneException">The range reaches into calls that retention dropped.</exception>
    public Task<CallSum> CountAsync(
        CallFilter filter, DateTimeOffset to, MetricsStep step, TimeZoneInfo zone, CancellationToken ct) =>
        IsInRollups(filter) && filter.From is { } from
            ? SumAsync(filter, from, to, step, zone, ct)
            : ScanAsync(filter with { To = to, Cursor = null }, new Buckets(step, zone, to), ct);

    private static bool IsInRollups(CallFilter filter) =>
        filter is { Status: null, MinLatencyMs: null, Cost: null, Feedback: null, Judgement: null, Score: null }
        && (filter.User ?? filter.Session ?? filter.Text) is null;

    private async Task<CallSum> SumAsync(
        CallFilter filter, DateTimeOffset from, DateTimeOffset to, MetricsStep step, TimeZoneInfo zone, CancellationToken ct)
    {
        (Dimension Dimension, string? Value)[] named =
        [
            (Dimension.Route, filter.Route), (Dimension.Model, filter.Model), (Dimension.Version, filter.Version),
            (Dimension.Provider, filter.Provider), (Dimension.Prompt, filter.Prompt),
            (Dimension.Environment, filter.Environment),
        ];
        var result = await metrics.ReadAsync(
            new MetricsQuery
            {
                Project = filter.Project,
                From = from,
                To = to,
                Step = step,
                Zone = zone,
                Where = named.Where(one => one.Value is not null).ToDictionary(one => one.Dimension, one => one.Value!),
            },
            ct);
        var points = result.Series.SelectMany(series => series.Points).ToList();
        return new CallSum
        {
            Calls = points.Sum(point => point.Calls),
            Tokens = points.Sum(point => point.InputTokens + point.OutputTokens),
            Cost = Sum(points.Select(point => point.Cost)),
            Unpriced = points.Sum(point => point.UnpricedCalls),
            Bars = [.. points.Select(point => new CallBar(point.Start, point.Calls, point.Errors)).OrderBy(bar => bar.Start)],
        };
    }

    private async Task<CallSum> ScanAsync(CallFilter filter, Buckets buckets, CancellationToken ct)
    {
        var tally = CallSum.None;
        var bars = new SortedDictionary<DateTimeOffset, CallBar>();
        var report = new ScanReport();
        await foreach (var row in _scan.ReadAsync(filter, CallRowReader.SummaryColumns, Most + 1, Patience, report, ct))
        {
            if (tally.Calls == Most)
            {
                return tally with { IsAtLeast = true, Bars = [.. bars.Values] };
            }

            var call = CallRowReader.Summary(row, filter.Project, preview: null);
            tally = tally with
            {
                Calls = tally.Calls + 1,
                Tokens = tally.Tokens + (call.Tokens is { } tokens ? tokens.Input + tokens.Output : 0),
                Cost = Sum([tally.Cost, call.Cost.Amount]),
                Unpriced = tally.Unpriced + (call.Cost.IsUnpriced ? 1 : 0),
            };
            var start = buckets.Of(call.StartedAt);
            var bar = bars.GetValueOrDefault(start, new CallBar(start, 0, 0));
            bars[start] = bar with
            {
                Calls = bar.Calls + 1,
                Failed = bar.Failed + (call.Status == SpanStatus.Error ? 1 : 0),
            };
        }

        return tally with { IsAtLeast = report.StoppedAt is not null, Bars = [.. bars.Values] };
    }

    private static Nanodollars? Sum(IEnumerable<Nanodollars?> amounts) =>
        amounts.Aggregate((Nanodollars?)null, (sum, amount) => amount is { } known ? (sum ?? default) + known : sum);
}
