namespace Dashboard.Statistics;

/// <summary>
/// A mean per call with its standard error, from the sums of time steps: the ratio estimator of batch sampling
/// (Cochran,
/// Sampling Techniques, ch. 6 and 9). Steps are the batches, so calls that resemble their neighbours do not feign
/// certainty.
/// </summary>
public readonly record struct RatioEstimate(double Mean, double StandardError, int Batches, long Calls)
{
    /// <summary>Fewer batches than this give no interval.</summary>
    public const int EnoughBatches = 5;

    /// <summary>The estimate from (total, calls) of each step; steps without calls do not count.</summary>
    public static RatioEstimate Of(IEnumerable<(double Total, long Calls)> batches)
    {
        var used = batches.Where(batch => batch.Calls > 0).ToList();
        var calls = used.Sum(batch => batch.Calls);
        if (calls == 0)
        {
            return new RatioEstimate(0, 0, 0, 0);
        }

        var mean = used.Sum(batch => batch.Total) / calls;
        var squares = used.Sum(batch => Square(batch.Total - (mean * batch.Calls)));
        var error = used.Count < 2 ? 0 : Math.Sqrt(squares * used.Count / (used.Count - 1)) / calls;
        return new RatioEstimate(mean, error, used.Count, calls);
    }

    /// <summary>
    /// The relative change from <paramref name="former"/> to <paramref name="serving"/> with its 95 % interval: by the
    /// delta
    /// method on the logarithm, with Student's t of the smaller side. Null when either side is too small or not
    /// positive.
    /// </summary>
    public static (double Low, double High)? ChangeInterval(RatioEstimate former, RatioEstimate serving)
    {
        var batches = Math.Min(former.Batches, serving.Batches);
        if (batches < EnoughBatches || former.Mean <= 0 || serving.Mean <= 0)
        {
            return null;
        }

        var error = Math.Sqrt(
            Square(former.StandardError / former.Mean) + Square(serving.StandardError / serving.Mean));
        var half = StudentT.Quantile(batches - 1) * error;
        var log = Math.Log(serving.Mean / former.Mean);
        return (Math.Exp(log - half) - 1, Math.Exp(log + half) - 1);
    }

    /// <summary>The relative change alone; null when there was nothing before.</summary>
    public static double? Change(RatioEstimate former, RatioEstimate serving) =>
        former.Mean > 0 && serving.Calls > 0 ? (serving.Mean / former.Mean) - 1 : null;

    private static double Square(double x) => x * x;
}
