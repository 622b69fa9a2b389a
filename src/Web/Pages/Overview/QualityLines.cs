namespace Dashboard.Web.Pages.Overview;

/// <summary>The trailing rates of a window, by the start of each step that has calls.</summary>
internal sealed record QualityLines(
    IReadOnlyDictionary<DateTimeOffset, double?> Down, IReadOnlyDictionary<DateTimeOffset, double?> Flagged)
{
    /// <summary>Whether there is no rate at all.</summary>
    public bool IsEmpty => Down.Values.All(rate => rate is null) && Flagged.Values.All(rate => rate is null);

    public static QualityLines Of(IReadOnlyList<LiveBucket> buckets)
    {
        var scores = buckets.Select(bucket => bucket.Sums().Scores).ToList();
        return new QualityLines(
            Lines(buckets, scores.ConvertAll(sum => (sum.Down, sum.Votes))),
            Lines(buckets, scores.ConvertAll(sum => (sum.Flagged, sum.Evaluated))));
    }

    private static Dictionary<DateTimeOffset, double?> Lines(
        IReadOnlyList<LiveBucket> buckets, IReadOnlyList<(long Hits, long N)> steps) =>
        buckets.Zip(TrailingRate.Of(steps)).ToDictionary(step => step.First.Start, step => step.Second);
}
