using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// A rate along the steps of a chart where most steps hold only a few observations: each step takes as many steps before
/// it as are needed for <see cref="RateFormat.Enough"/>, and has no value before there are so many. Pure.
/// </summary>
internal static class TrailingRate
{
    /// <param name="steps">Hits and observations of each step, in time order.</param>
    /// <returns>A share, 0 to 1, for each step with observations of its own; null for the others.</returns>
    public static IReadOnlyList<double?> Of(IReadOnlyList<(long Hits, long N)> steps)
    {
        var rates = new double?[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            var (hits, n) = steps[i];
            for (var before = i - 1; steps[i].N > 0 && n < RateFormat.Enough && before >= 0; before--)
            {
                (hits, n) = (hits + steps[before].Hits, n + steps[before].N);
            }

            rates[i] = steps[i].N > 0 && n >= RateFormat.Enough ? (double)hits / n : null;
        }

        return rates;
    }
}
