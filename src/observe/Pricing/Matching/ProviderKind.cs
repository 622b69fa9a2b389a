namespace Dashboard.Pricing.Matching;

/// <summary>What a provider's word says about whose price a call has.</summary>
public enum ProviderKind
{
    /// <summary>Nobody knows the word: what only its maker sells has the maker's price, open weights have none.</summary>
    Unknown,

    /// <summary>It sells models of its own. Its client is also used to call others, so the maker's price may hold.</summary>
    Maker,

    /// <summary>It sells others' models at its own price, and those that only a partner makes at the maker's.</summary>
    Cloud,

    /// <summary>It sells or runs others' models: only its own price holds, never another company's.</summary>
    Host,

    /// <summary>A library or proxy that says nothing about who answers.</summary>
    Relay,
}
