using Dashboard.Events;

namespace Dashboard.Costs.OwnModel;

/// <summary>
/// An own model on rented GPUs against the API at the measured volume, month by month. Pure.
/// <para>
/// API(m) = cost a day × 365/12 × (1 + growth)^m. GPUs(m) = max(1, ceil(peak tokens a second × (1 + growth)^m / tokens
/// a
/// second of one GPU)). Own(m) = GPUs(m) × $ an hour × 730 hours. GPUs are paid whether busy or idle, are sized for the
/// mean of the busiest hour, and answer as well as the API; work to run them, and a spare one, are not in it.
/// </para>
/// </summary>
/// <param name="Months">The month after the present one first.</param>
public sealed record OwnModelPlan(IReadOnlyList<OwnModelMonth> Months)
{
    public const int Length = 24;

    private const decimal DaysPerMonth = 365m / 12;
    private const decimal HoursPerMonth = 730;

    /// <summary>
    /// The first month from which the GPUs cost no more than the API for the rest of the plan; null where there is
    /// none.
    /// Steps in the number of GPUs can make them dearer again, and a month that is only cheaper by chance is none.
    /// </summary>
    public OwnModelMonth? BreakEven
    {
        get
        {
            OwnModelMonth? found = null;
            foreach (var month in Months.Reverse())
            {
                if (month.Own > month.Api)
                {
                    break;
                }

                found = month;
            }

            return found;
        }
    }

    /// <param name="volume">What was measured.</param>
    /// <param name="inputs">What is assumed.</param>
    /// <param name="now">Any day of the present month.</param>
    public static OwnModelPlan Of(MeasuredVolume volume, OwnModelInputs inputs, DateOnly now)
    {
        var first = new DateOnly(now.Year, now.Month, 1).AddMonths(1);
        var api = volume.Cost.Dollars / volume.Days * DaysPerMonth;
        var needed = volume.PeakTokensPerSecond / inputs.TokensPerSecond;
        var months = new List<OwnModelMonth>();
        for (var m = 1; m <= Length; m++)
        {
            (api, needed) = (api * (1 + inputs.GrowthPerMonth), needed * (1 + inputs.GrowthPerMonth));
            var gpus = (int)Math.Clamp(decimal.Ceiling(needed), 1, 1_000_000);
            months.Add(new OwnModelMonth(
                first.AddMonths(m - 1),
                Bounded(api),
                Bounded(gpus * inputs.DollarsPerGpuHour * HoursPerMonth),
                gpus));
        }

        return new OwnModelPlan(months);
    }

    // An absurd growth must end in a flat line and not in an error.
    private static Nanodollars Bounded(decimal dollars) => Nanodollars.FromDollars(Math.Min(dollars, 9_000_000_000));
}
