namespace Dashboard.Quota.Rates;

/// <summary>Whether a request may pass now.</summary>
/// <param name="Wait">Null when it passes; else when to come again.</param>
/// <param name="IsTokens">Whether it is tokens, not requests, that are used up.</param>
/// <param name="Requests">Null where requests are not limited.</param>
/// <param name="Tokens">Null where tokens are not limited.</param>
internal readonly record struct RateAnswer(TimeSpan? Wait, bool IsTokens, RateState? Requests, RateState? Tokens);
