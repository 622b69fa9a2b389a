using Dashboard.Events;

namespace Dashboard.Pricing.Importing;

/// <summary>
/// Gathers the prices of one model as they are met: by processing class, long-prompt tier and bucket.
/// </summary>
internal sealed class RateTable
{
    private readonly Dictionary<(string Service, long Above, TokenBucket Bucket), decimal> _prices = [];

    public bool IsEmpty => _prices.Keys.All(key => key.Bucket.IsFee());

    /// <summary>Whether the model costs something for some token.</summary>
    public bool CostsAnything => _prices.Values.Any(price => price > 0);

    /// <summary>Whether prompts or answers have a price outside classes and tiers.</summary>
    public bool HasBase => _prices.Keys.Any(key => key is { Service: "", Above: 0 } && !key.Bucket.IsFee());

    public void Add(string? service, long? above, TokenBucket bucket, decimal perMillion) =>
        _prices[(service ?? "", above ?? 0, bucket)] = perMillion;

    public TokenRates Rates() => Rates("", 0);

    public IReadOnlyList<PriceTier> Tiers() => Tiers("");

    public IReadOnlyList<ServiceTierPrice> ServiceTiers() =>
    [
        .. _prices.Keys.Select(key => key.Service).Distinct().Where(name => name.Length > 0)
            .Order(StringComparer.Ordinal)
            .Select(name => new ServiceTierPrice(name, Rates(name, 0), Tiers(name))),
    ];

    private List<PriceTier> Tiers(string service) =>
    [
        .. _prices.Keys.Where(key => key.Service == service && key.Above > 0).Select(key => key.Above).Distinct()
            .Order()
            .Select(above => new PriceTier(above, Rates(service, above))),
    ];

    private TokenRates Rates(string service, long above) => TokenBuckets.Rates(bucket =>
        _prices.TryGetValue((service, above, bucket), out var price) ? price : null);
}
