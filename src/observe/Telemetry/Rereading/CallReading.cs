using Dashboard.Telemetry.Ingest;
using Dashboard.Telemetry.Ingest.Wire;
using Dashboard.Telemetry.Pricing;

namespace Dashboard.Telemetry.Rereading;

/// <summary>Reads stored calls again by the rules and prices of now. Serves one thread.</summary>
internal sealed class CallReading(PriceBook prices) : IDisposable
{
    private readonly JsonScratch _json = new();

    public void Dispose() => _json.Dispose();

    /// <summary>
    /// What the call would say had it come today. The gateway counted at the source and has no usage to be read again;
    /// what only the content told, or what was erased, stays as it was read. Both are priced anew.
    /// </summary>
    public UsageFacts Read(StoredCall call)
    {
        var facts = call.Facts;
        if (call is { Recorder: Recorder.Client, Raw: { } raw } && RawSpan.Read(raw, call) is var (scope, span))
        {
            // Nothing is kept of what is read here, so that the limits of a request do not matter.
            var reader = new GenAiSpanReader(call.Project, prices, _json, new ReadLimits());
            if (reader.Read(scope, span).Call is { } now)
            {
                facts = Merge(facts, now);
            }
        }

        return facts with
        {
            Cost = prices.Price(
                facts.Series.Provider, facts.Series.Model, facts.Tokens, call.Status, call.StartedAt, facts.ServiceTier),
        };
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
