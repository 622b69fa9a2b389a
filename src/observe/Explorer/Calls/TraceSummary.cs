using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Explorer.Calls;

/// <summary>The counted calls of a trace together. Wrappers that repeat an inference do not count.</summary>
public sealed record TraceSummary(int Calls, int Errors, int Unpriced, long? Input, long? Output, Nanodollars? Cost)
{
    /// <summary><c>2,616 → 274</c>; unknown when no call reported its tokens.</summary>
    public string Tokens => Input is null ? "–" : $"{CountFormat.Whole(Input)} → {CountFormat.Whole(Output)}";

    public string CostText => Unpriced == 0
        ? MoneyFormat.PerCall(Cost)
        : Cost is null ? "unpriced" : $"{MoneyFormat.PerCall(Cost)} and {Unpriced} unpriced";

    /// <summary>What only an agent's span says was used; in no sum. Null where calls say it, or nobody.</summary>
    public (long Input, long Output)? AgentOnly { get; init; }

    public static TraceSummary Of(TraceDetail trace)
    {
        var calls = trace.Spans.Where(span => span is { IsCounted: true, Call: not null }).ToList();
        var tokens = calls.Select(span => span.Call!.Tokens).OfType<TokenCounts>().ToList();
        var costs = calls.Select(span => span.Call!.Cost.Amount).OfType<Nanodollars>().ToList();
        return new TraceSummary(
            calls.Count,
            trace.Spans.Count(span => span.Status == SpanStatus.Error),
            calls.Count(span => span.Call!.Cost.IsUnpriced),
            tokens.Count == 0 ? null : tokens.Sum(count => count.Input),
            tokens.Count == 0 ? null : tokens.Sum(count => count.Output),
            costs.Count == 0 ? null : costs.Aggregate((sum, cost) => sum + cost))
        {
            AgentOnly = AgentOnlyTokens.Of(trace.Spans),
        };
    }
}
