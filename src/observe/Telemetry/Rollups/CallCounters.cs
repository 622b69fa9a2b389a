using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Telemetry.Rollups;

/// <summary>What is summed over calls. A correction is an addition of the negated sums.</summary>
public record struct CallCounters
{
    public long Calls { get; set; }

    public long Errors { get; set; }

    public long ClientAborts { get; set; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    public long CachedTokens { get; set; }

    public long CacheWriteTokens { get; set; }

    public long ReasoningTokens { get; set; }

    public long CostNano { get; set; }

    public long PricedCalls { get; set; }

    public long UnpricedCalls { get; set; }

    /// <summary>Null when calls are missing from the sum and none is in it: unknown is not zero.</summary>
    public readonly Nanodollars? Cost => UnpricedCalls > 0 && PricedCalls == 0 ? null : new Nanodollars(CostNano);

    public static CallCounters Of(SpanStatus status, TokenCounts? tokens, CallCost cost) => new()
    {
        Calls = 1,
        Errors = status == SpanStatus.Error ? 1 : 0,
        ClientAborts = status == SpanStatus.ClientAbort ? 1 : 0,
        InputTokens = tokens?.Input ?? 0,
        OutputTokens = tokens?.Output ?? 0,
        CachedTokens = tokens is { } cached ? cached.CacheRead + cached.CacheReadAudio : 0,
        CacheWriteTokens = tokens is { } t ? t.CacheWrite + t.CacheWrite1h : 0,
        ReasoningTokens = tokens?.Reasoning ?? 0,
        CostNano = cost.Amount?.Value ?? 0,
        PricedCalls = cost.Status == CostStatus.Priced ? 1 : 0,
        UnpricedCalls = cost.IsUnpriced ? 1 : 0,
    };

    /// <exception cref="OverflowException">A sum leaves the range of 64 bits.</exception>
    public static CallCounters operator +(CallCounters a, CallCounters b) => checked(new CallCounters
    {
        Calls = a.Calls + b.Calls,
        Errors = a.Errors + b.Errors,
        ClientAborts = a.ClientAborts + b.ClientAborts,
        InputTokens = a.InputTokens + b.InputTokens,
        OutputTokens = a.OutputTokens + b.OutputTokens,
        CachedTokens = a.CachedTokens + b.CachedTokens,
        CacheWriteTokens = a.CacheWriteTokens + b.CacheWriteTokens,
        ReasoningTokens = a.ReasoningTokens + b.ReasoningTokens,
        CostNano = a.CostNano + b.CostNano,
        PricedCalls = a.PricedCalls + b.PricedCalls,
        UnpricedCalls = a.UnpricedCalls + b.UnpricedCalls,
    });

    public static CallCounters operator -(CallCounters a) => new()
    {
        Calls = -a.Calls,
        Errors = -a.Errors,
        ClientAborts = -a.ClientAborts,
        InputTokens = -a.InputTokens,
        OutputTokens = -a.OutputTokens,
        CachedTokens = -a.CachedTokens,
        CacheWriteTokens = -a.CacheWriteTokens,
        ReasoningTokens = -a.ReasoningTokens,
        CostNano = -a.CostNano,
        PricedCalls = -a.PricedCalls,
        UnpricedCalls = -a.UnpricedCalls,
    };
}
