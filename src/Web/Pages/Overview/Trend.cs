namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// Whether a series moves one way: the Mann–Kendall test for a monotonic trend, with the variance for ties and the
/// correction for continuity (Kendall, Rank Correlation Methods, ch. 4), and Theil and Sen's slope, the median of the
/// slopes of all pairs (Sen 1968). Neither asks for a distribution, and a few wild steps move neither.
/// </summary>
/// <param name="PerHour">Theil and Sen's slope, in units of the series per hour.</param>
/// <param name="Change">What that comes to from the first step to the last, as a share of the median.</param>
/// <param name="P">Two-sided p-value of "no trend".</param>
/// <param name="Steps">How many steps it rests on.</param>
public sealed record Trend(double PerHour, double Change, double P, int Steps)
{
    // With fewer steps the normal approximation of the test does not hold.
    private const int EnoughSteps = 10;
    // Many routes are looked at all the time: one in a hundred is the most that may cry wolf.
    private const double Significance = 0.01;

    // The smallest rise that anybody would act on.
    private const double Matters = 0.1;

    // All pairs are looked at: beyond this many steps neighbours are taken together.
    private const int MostSteps = 120;

    /// <summary>Upwards, by as much as matters, and not by chance.</summary>
    public bool IsRising => P < Significance && Change >= Matters;

    /// <summary>Null where there are too few steps to tell.</summary>
    public static Trend? Of(IReadOnlyList<(DateTimeOffset At, double Value)> series)
    {
        var points = Thinned(series);
        if (points.Count < EnoughSteps)
        {
            return null;
        }

        var slopes = new List<double>(points.Count * (points.Count - 1) / 2);
        var score = 0L;
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                var difference = points[j].Value - points[i].Value;
                score += Math.Sign(difference);
                slopes.Add(difference / (points[j].At - points[i].At).TotalHours);
            }
        }

        var slope = Median(slopes);
        var median = Median([.. points.Select(point => point.Value)]);
        var hours = (points[^1].At - points[0].At).TotalHours;
        return new Trend(
            slope, median == 0 ? 0 : slope * hours / Math.Abs(median), PValue(score, points), points.Count);
    }

    private static double PValue(long score, IReadOnlyList<(DateTimeOffset At, double Value)> points)
    {
        double n = points.Count;
        var ties = points.GroupBy(point => point.Value)
            .Select(tied => (double)tied.Count())
            .Sum(t => t * (t - 1) * ((2 * t) + 5));
        var variance = ((n * (n - 1) * ((2 * n) + 5)) - ties) / 18;
        if (variance <= 0 || score == 0)
        {
            return 1;
        }

        var z = (Math.Abs(score) - 1) / Math.Sqrt(variance);
        return 2 * (1 - NormalCumulative(z));
    }

    // Abramowitz and Stegun 26.2.17: absolute error below 7.5e-8.
    private static double NormalCumulative(double z)
    {
        var t = 1 / (1 + (0.2316419 * z));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return 1 - tail;
    }

    private static IReadOnlyList<(DateTimeOffset At, double Value)> Thinned(
        IReadOnlyList<(DateTimeOffset At, double Value)> series)
    {
        var size = ((series.Count - 1) / MostSteps) + 1;
        return size == 1
            ? series
            : [.. series.Chunk(size).Select(chunk => (chunk[0].At, chunk.Average(point => point.Value)))];
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
