using Dashboard.Events;

namespace Dashboard.Costs.Moving;

/// <summary>
/// The calls of one group in one week: tokens by kind, what each kind cost, and the cost that was billed.
/// </summary>
/// <param name="Calls">Calls with a price.</param>
/// <param name="Cost">Their exact cost.</param>
/// <param name="Fresh">Prompt tokens outside any cache.</param>
/// <param name="CacheRead">Prompt tokens read from a cache.</param>
/// <param name="CacheWrite">Prompt tokens written to a cache.</param>
/// <param name="Output">Completion tokens.</param>
public sealed record MoverSide(
    long Calls, Nanodollars Cost, TokenSpend Fresh, TokenSpend CacheRead, TokenSpend CacheWrite, TokenSpend Output)
{
    public static MoverSide None { get; } = new(0, Nanodollars.Zero, default, default, default, default);

    /// <summary>Calls that are missing from the cost.</summary>
    public long Unpriced { get; init; }

    /// <summary>Whether there were calls and none that needs a price has one: what they cost is not known.</summary>
    public bool IsUnknown => Calls == 0 && Unpriced > 0;

    public decimal InputTokens => Fresh.Tokens + CacheRead.Tokens + CacheWrite.Tokens;

    /// <summary>Share of the prompt that came from a cache; null without a prompt.</summary>
    public decimal? CacheShare => InputTokens == 0 ? null : CacheRead.Tokens / InputTokens;

    public decimal? TokensPerCall => Calls == 0 ? null : (InputTokens + Output.Tokens) / Calls;

    public static MoverSide operator +(MoverSide a, MoverSide b) => new(
        a.Calls + b.Calls, a.Cost + b.Cost, a.Fresh + b.Fresh, a.CacheRead + b.CacheRead, a.CacheWrite + b.CacheWrite,
        a.Output + b.Output)
    {
        Unpriced = a.Unpriced + b.Unpriced,
    };
}
