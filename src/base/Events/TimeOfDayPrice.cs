namespace Dashboard.Events;

/// <summary>What a model costs at some hours of every day, such as a provider's discount at night.</summary>
/// <param name="From">The first instant of the day in UTC at which it holds.</param>
/// <param name="Until">
/// The first instant at which it holds no more; before <paramref name="From"/> where it lasts over midnight.
/// </param>
/// <param name="Rates">All prices of these hours: what is not listed here is not taken from the rest of the day.</param>
/// <param name="Tiers">Prices of long prompts in these hours, by rising threshold.</param>
public sealed record TimeOfDayPrice(TimeOnly From, TimeOnly Until, TokenRates Rates, IReadOnlyList<PriceTier> Tiers)
{
    /// <summary>Whether it holds at an instant.</summary>
    public bool Covers(DateTimeOffset at)
    {
        var time = TimeOnly.FromTimeSpan(at.UtcDateTime.TimeOfDay);
        return Until < From ? time >= From || time < Until : time >= From && time < Until;
    }

    /// <summary>Whether every call costs the same by both at the same hours.</summary>
    public bool CostsTheSameAs(TimeOfDayPrice other) =>
        From == other.From && Until == other.Until && Rates == other.Rates && Tiers.SequenceEqual(other.Tiers);
}
