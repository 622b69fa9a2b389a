namespace Dashboard.Pricing;

/// <summary>Why a call has the cost that it has. Stored as a number: never renumber.</summary>
public enum CostStatus
{
    /// <summary>Tokens and price are known.</summary>
    Priced = 0,

    /// <summary>The tokens are known, but no price for the model is: the cost is null and counted as unpriced.</summary>
    NoPrice = 1,

    /// <summary>The call succeeded and nobody reported its tokens: the cost is null and counted as unpriced.</summary>
    NoUsage = 2,

    /// <summary>The call failed without usage: the cost is null, and nothing is missing from the sum.</summary>
    NothingToPrice = 3,
}
