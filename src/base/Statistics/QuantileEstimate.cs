namespace Dashboard.Statistics;

/// <summary>
/// A percentile with its standard error by sectioning (Asmussen and Glynn, Stochastic Simulation, III.5): the calls are
/// cut into sections, here time steps, and the spread of the sections' percentiles around the percentile of all calls
/// says how sure that one is. Calls that resemble their neighbours lie in the same section, so they do not feign
/// certainty, as the order statistics of single calls would.
/// </summary>
/// <param name="Value">The percentile of all calls, merged.</param>
/// <param name="StandardError">Of <paramref name="Value"/>.</param>
/// <param name="Sections">How many sections it rests on.</param>
public readonly record struct QuantileEstimate(double Value, double StandardError, int Sections)
{
    /// <summary>Fewer sections than this give no interval.</summary>
    public const int EnoughSections = 5;

    /// <summary>A section of fewer calls has no 95th percentile of its own.</summary>
    public const long EnoughCalls = 20;

    /// <summary>The estimate from each section's percentile and calls, and the percentile of all of them.</summary>
    public static QuantileEstimate Of(IEnumerable<(double Quantile, long Calls)> sections, double merged)
    {
        var used = sections.Where(section => section.Calls >= EnoughCalls).ToList();
        var calls = (double)used.Sum(section => section.Calls);
        var squares = used.Sum(section => Square(section.Calls / calls * (section.Quantile - merged)));
        var error = used.Count < 2 ? 0 : Math.Sqrt(squares * used.Count / (used.Count - 1));
        return new QuantileEstimate(merged, error, used.Count);
    }

    /// <summary>
    /// The relative change with its 95 % interval: by the delta method on the logarithm, with Student's t of the
    /// smaller side. Null when either side has too few sections or is not positive.
    /// </summary>
    public static (double Low, double High)? ChangeInterval(QuantileEstimate former, QuantileEstimate serving)
    {
        var sections = Math.Min(former.Sections, serving.Sections);
        if (sections < EnoughSections || former.Value <= 0 || serving.Value <= 0)
        {
            return null;
        }

        var error = Math.Sqrt(
            Square(former.StandardError / former.Value) + Square(serving.StandardError / serving.Value));
        var half = StudentT.Quantile(sections - 1) * error;
        var log = Math.Log(serving.Value / former.Value);
        return (Math.Exp(log - half) - 1, Math.Exp(log + half) - 1);
    }

    private static double Square(double x) => x * x;
}
