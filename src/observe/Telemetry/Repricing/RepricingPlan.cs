using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Telemetry.Repricing;

/// <summary>
/// Decides which calls the prices of a job cover: those whose price row is another one with these prices than without
/// them. Pure.
/// </summary>
internal sealed class RepricingPlan
{
    private readonly PriceBook _current;
    private readonly PriceBook _before;
    private readonly PriceBook _after;
    private readonly Dictionary<int, SeriesKey> _series;

    /// <param name="job">What was recorded.</param>
    /// <param name="current">All prices of now, also those of later jobs.</param>
    /// <param name="series">Every series that calls may belong to.</param>
    public RepricingPlan(RepricingJob job, PriceBook current, IReadOnlyDictionary<int, SeriesKey> series)
    {
        _current = current;
        _before = current.AsOf(job.AfterPosition);
        _after = current.AsOf(job.ToPosition);

        // Between two dates of prices the row of a model does not change.
        var dates = current.Rows.Select(row => row.Price.EffectiveFrom).OfType<DateTimeOffset>()
            .Where(at => at >= job.From)
            .Distinct()
            .ToList();
        _series = series.Where(entry => dates.Exists(at => Covers(entry.Value, at))).ToDictionary();
    }

    /// <summary>The projects and series that have a chance of being covered.</summary>
    public IEnumerable<(ProjectId Project, int[] Series)> Projects =>
        from entry in _series
        group entry.Key by entry.Value.Project into ids
        orderby ids.Key.Value
        select (ids.Key, ids.ToArray());

    /// <summary>The cost that a stored call has from now on: its own where the job does not cover it.</summary>
    public CallCost CostOf(StoredCost call)
    {
        var series = _series[call.SeriesId];
        return Covers(series, call.StartedAt)
            ? _current.Price(
                series.Provider, series.Model, call.Tokens, call.Status, call.StartedAt, call.ServiceTier)
            : call.Cost;
    }

    private bool Covers(SeriesKey series, DateTimeOffset at) =>
        _before.Find(series.Provider, series.Model, at)?.Id != _after.Find(series.Provider, series.Model, at)?.Id;
}
