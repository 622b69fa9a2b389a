using Dashboard.Ui.Numbers;

namespace Dashboard.Explorer.ClientMetrics.Page;

/// <summary>Measured values in the unit of their instrument.</summary>
internal static class MeasureWords
{
    /// <summary>A value in the instrument's unit (UCUM: <c>s</c>, <c>{token}</c>); unknown is a dash.</summary>
    public static string Value(double? value, string? unit) => unit switch
    {
        "s" => DurationFormat.Milliseconds(value * 1000),
        "ms" => DurationFormat.Milliseconds(value),
        "USD" or "{USD}" when value is { } dollars && Math.Abs(dollars) < 1e18 => MoneyFormat.Dollars((decimal)dollars),
        _ => CountFormat.Rate(value),
    };

    /// <summary>How many values: whole, because exporters count them.</summary>
    public static string Count(double? count) =>
        CountFormat.Whole(count is { } n && Math.Abs(n) < 1e18 ? (long)Math.Round(n) : null);

    /// <summary>How much of what clients measured spans show.</summary>
    public static string Finding(Coverage calls) => calls.Share switch
    {
        null => "No client says how many calls it made",
        > 1.005 => "Spans show more calls than clients measure",
        >= 0.995 => "Spans cover all that clients measure",
        { } share => $"Spans cover {RateFormat.Percent(share)} of what clients measure",
    };

    /// <summary>What that may mean, and what to do.</summary>
    public static string Meaning(Coverage calls) => calls.Share switch
    {
        null => "Without gen_ai.client.operation.duration there is nothing to compare the spans with.",
        > 1.005 => "Some clients send spans and no metrics, or calls came through the gateway alone.",
        >= 0.995 => "Nothing speaks for spans that are sampled away or lost.",
        _ => "Clients sample spans, or lose some: look at OTEL_TRACES_SAMPLER. Cost and calls count spans only.",
    };

    /// <summary>A share for a column; <c>all and more</c> where spans come from others, too.</summary>
    public static string Share(Coverage coverage) =>
        coverage.Share > 1 ? coverage.Share > 1.005 ? "all and more" : RateFormat.Percent(1) : RateFormat.Percent(coverage.Share);
}
