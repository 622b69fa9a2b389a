using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Gateway.Door;

/// <summary>What a request cost by the prices in force when it came.</summary>
internal sealed class CallPricing(PriceBooks prices)
{
    public CallCost Of(GatewayCall call, SpanStatus status) => prices.Current.Price(
        call.Target.Provider,
        call.Facts.Model ?? call.Target.Version.UpstreamModel,
        Usage.Of(call).Tokens,
        status,
        call.StartedAt,
        call.Facts.ServiceTier ?? call.Request.ServiceTier);
}
