namespace Dashboard.Costs.Moving;

/// <summary>Tokens of one kind and what they cost together, in dollars.</summary>
public readonly record struct TokenSpend(decimal Tokens, decimal Dollars)
{
    /// <summary>The average price of a token; null where there is none.</summary>
    public decimal? Price => Tokens == 0 ? null : Dollars / Tokens;

    public static TokenSpend operator +(TokenSpend a, TokenSpend b) => new(a.Tokens + b.Tokens, a.Dollars + b.Dollars);
}
