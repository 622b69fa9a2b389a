using System.Globalization;
using System.Text.Json;

namespace Dashboard.Web.Demo;

/// <summary>
/// What the made-up applications measure themselves, as bodies of <c>POST /v1/metrics</c>: histograms of OpenTelemetry's
/// GenAI conventions with their recommended bounds, one delta a route, version and span of time.
/// </summary>
internal static class DemoMetrics
{
    private const int HistogramsPerBody = 400;
    private const int Delta = 1;
    private static readonly double[] _seconds = [.. Enumerable.Range(0, 14).Select(i => 0.01 * Math.Pow(2, i))];
    private static readonly double[] _tokens = [.. Enumerable.Range(0, 14).Select(i => Math.Pow(4, i))];

    /// <param name="calls">All calls.</param>
    /// <param name="end">The present: quarters of an hour in the last week, hours before.</param>
    public static IEnumerable<byte[]> Bodies(IReadOnlyList<DemoCall> calls, DateTimeOffset end) => calls
        .GroupBy(call => (call.Route, call.Version, Span: SpanOf(call, end)))
        .OrderBy(group => group.Key.Span.From)
        .SelectMany(group => Histograms([.. group], group.Key.Span.From, group.Key.Span.To))
        .Chunk(HistogramsPerBody)
        .Select(chunk => JsonSerializer.SerializeToUtf8Bytes(new { resourceMetrics = chunk }));

    private static (DateTimeOffset From, DateTimeOffset To) SpanOf(DemoCall call, DateTimeOffset end)
    {
        var length = call.Start > end.AddDays(-8) ? TimeSpan.FromMinutes(15) : TimeSpan.FromHours(1);
        var from = new DateTimeOffset(call.Start.UtcTicks - (call.Start.UtcTicks % length.Ticks), TimeSpan.Zero);
        return (from, from + length < end ? from + length : end);
    }

    private static IEnumerable<object> Histograms(DemoCall[] calls, DateTimeOffset from, DateTimeOffset to)
    {
        var good = calls.Where(call => call.ErrorType is null).ToList();
        yield return One(calls[0], from, to, "gen_ai.client.operation.duration", "s", _seconds, null,
            calls.Select(call => call.Duration.TotalSeconds));
        yield return One(calls[0], from, to, "gen_ai.client.operation.time_to_first_chunk", "s", _seconds, null,
            good.Select(call => call.TimeToFirstToken.TotalSeconds));
        yield return One(calls[0], from, to, "gen_ai.client.token.usage", "{token}", _tokens, "input",
            good.Select(call => (double)call.InputTokens));
        yield return One(calls[0], from, to, "gen_ai.client.token.usage", "{token}", _tokens, "output",
            good.Select(call => (double)call.OutputTokens));
    }

    private static object One(
        DemoCall of, DateTimeOffset from, DateTimeOffset to, string name, string unit, double[] bounds, string? token,
        IEnumerable<double> measured)
    {
        var values = measured.ToList();
        var counts = new int[bounds.Length + 1];
        foreach (var value in values)
        {
            counts[bounds.Count(bound => bound < value)]++;
        }

        return new
        {
            resource = new
            {
                attributes = Attributes(
                    ("service.name", of.Route.Name), ("service.version", of.Version.Name),
                    ("deployment.environment.name", "demo")),
            },
            scopeMetrics = new[]
            {
                new
                {
                    scope = new { name = "dashboard.demo" },
                    metrics = new[]
                    {
                        new
                        {
                            name,
                            unit,
                            histogram = new
                            {
                                aggregationTemporality = Delta,
                                dataPoints = new[]
                                {
                                    new
                                    {
                                        startTimeUnixNano = Nanoseconds(from),
                                        timeUnixNano = Nanoseconds(to),
                                        count = Whole(values.Count),
                                        sum = values.Sum(),
                                        explicitBounds = bounds,
                                        bucketCounts = counts.Select(count => Whole(count)),
                                        attributes = Attributes(
                                            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", DemoModel.Provider),
                                            ("gen_ai.request.model", of.Route.Model.Name),
                                            ("gen_ai.response.model", of.Route.Model.Name), ("gen_ai.token.type", token)),
                                    },
                                },
                            },
                        },
                    },
                },
            },
        };
    }

    private static IEnumerable<object> Attributes(params (string Key, string? Value)[] attributes) => attributes
        .Where(attribute => attribute.Value is not null)
        .Select(attribute => new { key = attribute.Key, value = new { stringValue = attribute.Value } });

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Nanoseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
