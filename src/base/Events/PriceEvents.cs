namespace Dashboard.Events;

/// <summary>Somebody set the price of one model from an instant on.</summary>
public sealed record PriceSet(ModelPrice Price);

/// <summary>Somebody imported a list of prices. Rows that changed nothing are not in it.</summary>
/// <param name="Format">Whose format the list has: <c>litellm</c> or <c>genai-prices</c>.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the imported file.</param>
/// <param name="Prices">The new and the changed prices, in the file's order.</param>
/// <param name="Unchanged">How many rows of the file were already in force.</param>
/// <param name="Skipped">How many models of the file have no price that can be represented.</param>
/// <param name="Order">The order of the models that are known by patterns; null where names are exact.</param>
public sealed record PricesImported(
    string Format,
    string Sha256,
    IReadOnlyList<ModelPrice> Prices,
    int Unchanged,
    int Skipped,
    IReadOnlyList<ListedOrder>? Order = null);

/// <summary>The list of prices that comes with the program took effect as the layer below all others.</summary>
/// <param name="Revision">Names the content of the list; equal revisions are equal lists.</param>
/// <param name="Count">How many models it prices.</param>
/// <param name="CheckedOn">The newest day on which one of its figures was checked.</param>
public sealed record BuiltInPricesAdopted(string Revision, int Count, DateOnly CheckedOn);
