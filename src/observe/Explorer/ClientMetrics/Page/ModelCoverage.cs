using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.ClientMetrics.Page;

/// <summary>One model as clients measured it and as spans count it.</summary>
public sealed record ModelCoverage(
    string? Model, Coverage Calls, Coverage Input, Coverage Output, double? MeasuredMeanMs, double? CountedMeanMs)
{
    private static readonly HashSet<string> NoInference =
        ["invoke_agent", "create_agent", "execute_tool", "invoke_workflow", "retrieval", "plan"];

    private enum Measure
    {
        Duration,
        Input,
        Output,
    }

    /// <summary>Every model that a client measured. Those that only spans show are not here: nothing is known of them.</summary>
    /// <param name="measured">The series of the range and environment.</param>
    /// <param name="counted">The numbers of the same time by model, one point each.</param>
    internal static IReadOnlyList<ModelCoverage> Of(
        IEnumerable<MeasuredSeries> measured, IEnumerable<MetricsSeries> counted)
    {
        var ofModel = counted.GroupBy(series => Key(series[Dimension.Model]))
            .ToDictionary(group => group.Key, group => group.SelectMany(series => series.Points).ToList());
        return
        [
            .. measured
                .Where(series => series.Of.Operation is not { } operation || !NoInference.Contains(operation))
                .Where(series => MeasureOf(series) is not null)
                .GroupBy(series => Key(series.Of.Model))
                .Select(model => Of(model.First().Of.Model, [.. model], ofModel.GetValueOrDefault(model.Key) ?? []))
                .OrderByDescending(model => model.Calls.Measured ?? model.Calls.Counted)
                .ThenBy(model => model.Model, StringComparer.Ordinal),
        ];
    }

    private static ModelCoverage Of(string? model, List<MeasuredSeries> measured, List<MetricsPoint> counted)
    {
        var durations = Once(measured, Measure.Duration);
        var (calls, total) = (durations.Sum(one => one.Count), durations.Sum(one => one.Sum));
        var timed = counted.Where(point => point.Latency is not null).Select(point => point.Latency!).ToList();
        return new ModelCoverage(
            model,
            new Coverage(durations.Count == 0 ? null : calls, counted.Sum(point => point.Calls)),
            new Coverage(Tokens(measured, Measure.Input), counted.Sum(point => point.InputTokens)),
            new Coverage(Tokens(measured, Measure.Output), counted.Sum(point => point.OutputTokens)),
            calls > 0 ? total / calls : null,
            timed.Count == 0 ? null : timed.Sum(one => one.MeanMs * one.Count) / timed.Sum(one => one.Count));
    }

    private static double? Tokens(List<MeasuredSeries> measured, Measure measure)
    {
        var tokens = Once(measured, measure);
        return tokens.Count == 0 ? null : tokens.Sum(one => one.Sum);
    }

    /// <summary>
    /// A service on the way from the former names to the present ones sends the same measurement under both: of those of
    /// one kind of work the larger is taken, so that nothing counts twice. Durations are milliseconds.
    /// </summary>
    private static List<(double Count, double Sum)> Once(List<MeasuredSeries> measured, Measure measure) =>
    [
        .. measured.Where(series => MeasureOf(series) == measure)
            .GroupBy(series => (series.Of.Service, series.Of.Environment, series.Of.Operation))
            .Select(work => work.GroupBy(series => series.Name)
                .Select(instrument => (
                    Count: instrument.Sum(series => series.Value.Count),
                    Sum: instrument.Sum(series => series.Value.Sum * Scale(series, measure))))
                .MaxBy(one => measure == Measure.Duration ? one.Count : one.Sum)),
    ];

    private static double Scale(MeasuredSeries series, Measure measure) =>
        measure == Measure.Duration && series.Unit != "ms" ? 1000 : 1;

    private static Measure? MeasureOf(MeasuredSeries series) => MetricNames.MeasureOf(series.Name) switch
    {
        "duration" when series.Kind != "sum" => Measure.Duration,
        "tokens" => TokensOf(series),
        _ => null,
    };

    // Cached tokens lie within the input and reasoning within the output, as in what spans count.
    private static Measure? TokensOf(MeasuredSeries series) => series.Name switch
    {
        "gen_ai.client.token.usage" => series.Of.TokenType switch
        {
            "input" or "prompt" => Measure.Input,
            "output" or "completion" => Measure.Output,
            _ => null,
        },
        "gen_ai.client.inference.operation.input_tokens" or "gen_ai.client.inference.usage.input_tokens" => Measure.Input,
        "gen_ai.client.inference.operation.output_tokens" or "gen_ai.client.inference.usage.output_tokens" => Measure.Output,
        _ => null,
    };

    private static string Key(string? model) => model?.ToUpperInvariant() ?? "";
}
