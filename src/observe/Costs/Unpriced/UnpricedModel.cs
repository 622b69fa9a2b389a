namespace Dashboard.Costs.Unpriced;

/// <summary>A model whose calls have no price and are in no sum.</summary>
/// <param name="Provider">Who served it; null where the calls did not say.</param>
/// <param name="Model">Its name; null where the calls did not say, which no price can help.</param>
/// <param name="Routes">Where it answers.</param>
/// <param name="Calls">How many calls lack a price.</param>
/// <param name="Tokens">Their prompt and completion tokens, of every kind.</param>
/// <param name="First">When the first of them started.</param>
/// <param name="Last">When the last of them started.</param>
public sealed record UnpricedModel(
    string? Provider,
    string? Model,
    IReadOnlyList<string> Routes,
    long Calls,
    long Tokens,
    DateTimeOffset First,
    DateTimeOffset Last);
