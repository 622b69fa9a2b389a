using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Explorer.Calls;

/// <summary>Totals as a reader sees them. What is not known is a dash, never 0.</summary>
/// <param name="Calls">With a plus where there may be more.</param>
/// <param name="Tokens">In and out.</param>
/// <param name="Cost">A dash where no call has a price.</param>
/// <param name="Missing">How many calls are not in the cost; null where all are.</param>
internal sealed record CallSumWords(string Calls, string Tokens, string Cost, string? Missing)
{
    public static CallSumWords Of(CallSum tally)
    {
        var more = tally.IsAtLeast ? "+" : "";
        return new CallSumWords(
            $"{CountFormat.Whole(tally.Calls)}{more} {(tally is { Calls: 1, IsAtLeast: false } ? "call" : "calls")}",
            $"{CountFormat.Whole(tally.Tokens)}{more} tokens",
            MoneyFormat.Amount(tally.Cost) + (tally.Cost is null ? "" : more),
            tally.Unpriced == 0 ? null : $"{CountFormat.Whole(tally.Unpriced)}{more} unpriced");
    }
}
