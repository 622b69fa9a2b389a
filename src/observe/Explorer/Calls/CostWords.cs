using Dashboard.Pricing;
using Dashboard.Ui.Numbers;

namespace Dashboard.Explorer.Calls;

/// <summary>Why a call costs what it costs, in words.</summary>
internal static class CostWords
{
    public static string Of(CallCost cost) => cost.Status switch
    {
        CostStatus.Priced => $"{MoneyFormat.Exact(cost.Amount)}, price row {cost.PriceId}",
        CostStatus.NoPrice => "No price is known for this model",
        CostStatus.NoUsage => "Nobody reported the tokens of this call",
        _ => "The call failed without usage: there is nothing to price",
    };
}
