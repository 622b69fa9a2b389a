namespace Dashboard.Events;

/// <summary>What one model costs at one provider from one instant on.</summary>
public sealed record ModelPrice
{
    /// <summary>
    /// The provider in OpenTelemetry's words (<c>openai</c>, <c>aws.bedrock</c>); null speaks for every provider.
    /// </summary>
    public string? Provider { get; init; }

    /// <summary>The provider's name of the model, in lower case.</summary>
    public required string Model { get; init; }

    /// <summary>Other names of the same model at the same price, in lower case.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// Whether the provider made the model, so that its price also holds for calls that name another provider or none,
    /// such
    /// as those through a proxy. Hosts of open models are not makers: their prices differ.
    /// </summary>
    public bool ByMaker { get; init; }

    /// <summary>The first instant at which the price holds; null holds for all time.</summary>
    public DateTimeOffset? EffectiveFrom { get; init; }

    /// <summary>Prices in US dollars per million tokens.</summary>
    public required TokenRates Rates { get; init; }

    /// <summary>Prices of long prompts, by rising threshold.</summary>
    public IReadOnlyList<PriceTier> Tiers { get; init; } = [];

    /// <summary>Prices of the provider's processing classes.</summary>
    public IReadOnlyList<ServiceTierPrice> ServiceTiers { get; init; } = [];

    /// <summary>Prices of some hours of the day, of which the first that covers a call's start holds.</summary>
    public IReadOnlyList<TimeOfDayPrice> TimesOfDay { get; init; } = [];

    /// <summary>
    /// By which names a list knows the model, as JSON in the words of genai-prices: <c>equals</c>, <c>starts_with</c>,
    /// <c>ends_with</c>, <c>contains</c> and <c>regex</c>, joined by <c>or</c>, <c>and</c> and <c>not</c>. Null: by
    /// <see cref="Model"/> and <see cref="Aliases"/> alone; else by the rule alone.
    /// </summary>
    public string? Match { get; init; }

    /// <summary>Where the figures come from: an address, or a person's words.</summary>
    public string? Source { get; init; }

    /// <summary>The day on which the figures were last seen at their source, where that is known.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>Whether every call costs the same by both, whatever else the two rows say.</summary>
    public bool CostsTheSameAs(ModelPrice other) =>
        Rates == other.Rates
        && Tiers.SequenceEqual(other.Tiers)
        && TimesOfDay.Count == other.TimesOfDay.Count
        && TimesOfDay.Zip(other.TimesOfDay).All(pair => pair.First.CostsTheSameAs(pair.Second))
        && ServiceTiers.Count == other.ServiceTiers.Count
        && ServiceTiers.Zip(other.ServiceTiers).All(pair =>
            pair.First.Name == pair.Second.Name
            && pair.First.Rates == pair.Second.Rates
            && pair.First.Tiers.SequenceEqual(pair.Second.Tiers));
}
