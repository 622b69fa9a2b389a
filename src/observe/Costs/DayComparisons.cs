using Dashboard.Costs.Days;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Costs;

/// <summary>
/// Compares today so far with the same hours of former days. What is over hardly changes any more: an answer is good for
/// a minute, and pages share it.
/// </summary>
public sealed class DayComparisons
{
    private readonly SharedAnswers<(CostScope Scope, DateTimeOffset? TookOver), SameHours?> _answers;

    internal DayComparisons(CostRows rows, TimeProvider clock) => _answers = new(
        TimeSpan.FromMinutes(1), clock, asked => AskAsync(rows, asked.Scope, asked.TookOver, clock.GetUtcNow()));

    /// <summary>Null where there is nothing to compare with.</summary>
    /// <param name="scope">Whose cost.</param>
    /// <param name="tookOver">When the serving version took over; null where no other is known.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<SameHours?> ReadAsync(CostScope scope, DateTimeOffset? tookOver, CancellationToken ct) =>
        _answers.ReadAsync((scope, tookOver), ct);

    private static async Task<SameHours?> AskAsync(
        CostRows rows, CostScope scope, DateTimeOffset? tookOver, DateTimeOffset now)
    {
        var quarters = new List<CostRow>();
        var from = SameHours.Begin(scope, now, tookOver);
        await foreach (var row in rows.QuarterTotalsAsync(scope, from, now, CancellationToken.None))
        {
            quarters.Add(row);
        }

        return SameHours.Of(scope, now, tookOver, quarters);
    }
}
