using Dashboard.Ingest.Wire;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;

namespace Dashboard.Ingest.Rereading;

/// <summary>Reads stored calls again by the rules and prices of now. Serves one thread.</summary>
internal sealed class CallReading(PriceBook prices) : IDisposable
{
    private readonly JsonScratch _json = new();

    public void Dispose() => _json.Dispose();

    /// <summary>
    /// What the call would say had it come today: its span as a client sent it, or the provider's usage as the gateway
    /// kept it. What only the content told, or what was erased, stays as it was read, and is priced anew.
    /// </summary>
    public UsageFacts Read(StoredCall call)
    {
        var facts = call.Facts;
        if (call.Raw is { } raw && RawSpan.Read(raw, call) is var (scope, span))
        {
            facts = call.Recorder == Recorder.Gateway
                ? GatewayUsage.Read(facts, Upstream(span), call.Operation)
                : OfClient(call, scope, span);
        }

        return facts with
        {
            Cost = prices.Price(
                facts.Series.Provider, facts.Series.Model, facts.Tokens, call.Status, call.StartedAt, facts.ServiceTier),
        };
    }

    private static string? Upstream(OtlpSpan span) => span.Attributes
        .Where(attribute => attribute.Key == UpstreamUsage.Attribute && attribute.Value.Kind == AttributeKind.Text)
        .Select(attribute => attribute.Value.Text)
        .FirstOrDefault();

    private UsageFacts OfClient(StoredCall call, OtlpScope scope, OtlpSpan span)
    {
        // Nothing is kept of what is read here, so that the limits of a request do not matter.
        var reader = new GenAiSpanReader(call.Project, prices, _json, new ReadLimits());
        return reader.Read(scope, span).Call is { } now ? Merge(call.Facts, now) : call.Facts;
    }

    private static UsageFacts Merge(UsageFacts stored, CallFacts now) => stored with
    {
        Series = stored.Series with
        {
            Provider = now.Series.Provider ?? stored.Series.Provider,
            Model = now.Series.Model ?? stored.Series.Model,
        },
        ServiceTier = now.ServiceTier ?? stored.ServiceTier,
        Tokens = now.Tokens ?? stored.Tokens,
        Source = now.Tokens is null ? stored.Source : now.UsageSource,
        Note = now.Tokens is null ? stored.Note : now.UsageNote,
    };
}
