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

/// <summary>
/// Somebody had the usage of stored calls read again by the rules and prices of that moment, and some of them changed.
/// </summary>
/// <param name="From">The start of the first call that was read.</param>
/// <param name="To">The first instant that was not read.</param>
/// <param name="Calls">How many calls changed.</param>
/// <param name="NanodollarsBefore">What all counted calls of the time cost before.</param>
/// <param name="NanodollarsAfter">What they cost since.</param>
/// <param name="UnpricedBefore">How many of them had no price before.</param>
/// <param name="UnpricedAfter">How many of them have none since.</param>
public sealed record CallsRepriced(
    DateTimeOffset From,
    DateTimeOffset To,
    long Calls,
    long NanodollarsBefore,
    long NanodollarsAfter,
    long UnpricedBefore,
    long UnpricedAfter);

/// <summary>The list of prices that comes with the program took effect as the layer below all others.</summary>
/// <param name="Revision">Names the content of the list; equal revisions are equal lists.</param>
/// <param name="Count">How many models it prices.</param>
/// <param name="CheckedOn">The newest day on which one of its figures was checked.</param>
public sealed record BuiltInPricesAdopted(string Revision, int Count, DateOnly CheckedOn);
