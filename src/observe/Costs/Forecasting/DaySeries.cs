namespace Dashboard.Costs.Forecasting;

/// <summary>Dollars of consecutive whole days.</summary>
/// <param name="First">The day of the first value.</param>
/// <param name="Dollars">One value a day, without gaps: a day without calls is 0.</param>
internal sealed record DaySeries(DateOnly First, IReadOnlyList<decimal> Dollars)
{
    public int Count => Dollars.Count;

    public DateOnly DayAt(int index) => First.AddDays(index);

    /// <summary>
    /// The first <paramref name="count"/> days: what was known on the morning after the last of them.
    /// </summary>
    public DaySeries Until(int count) => this with { Dollars = [.. Dollars.Take(count)] };
}
