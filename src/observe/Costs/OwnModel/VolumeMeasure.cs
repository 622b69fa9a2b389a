using Dashboard.Costs.Days;
using Dashboard.Events;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.OwnModel;

/// <summary>Measures what a time cost and how busy its busiest hour was.</summary>
internal sealed class VolumeMeasure(DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<long, decimal> _tokensByHour = [];
    private CallCounters _sums;
    private DateTimeOffset? _earliest;

    public void Add(in CostRow row)
    {
        var tokens = (decimal)row.Sums.InputTokens + row.Sums.OutputTokens;
        var hour = row.Start.UtcTicks / TimeSpan.TicksPerHour;
        _tokensByHour[hour] = _tokensByHour.GetValueOrDefault(hour) + tokens;
        _sums += row.Sums;
        _earliest = _earliest < row.Start ? _earliest : row.Start;
    }

    /// <summary>
    /// Null without a priced call. Where the first call is younger than the time, the days since that call are what
    /// was measured, at least one: an empty time before it must not make a month look cheap.
    /// </summary>
    public MeasuredVolume? Result()
    {
        if (_sums.PricedCalls == 0)
        {
            return null;
        }

        var began = _earliest > from ? _earliest.Value : from;
        var days = Math.Max(1, (decimal)(to - began).TotalDays);
        return new MeasuredVolume(
            days,
            new Nanodollars(_sums.CostNano),
            _sums.Calls,
            _sums.InputTokens + _sums.OutputTokens,
            _tokensByHour.Values.Max() / 3600,
            _sums.UnpricedCalls);
    }
}
