using Dashboard.Telemetry.Counting;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// The token counts among the attributes of a span. Three vocabularies have a prefix of their own, whose names are read
/// by their words; a span may carry several of them, which then say the same.
/// </summary>
internal static class SpanUsage
{
    private const string Otel = "gen_ai.usage.";
    private const string OpenLlmetry = "llm.usage.";
    private const string Own = "llmops.usage.";
    private const string OpenInference = "llm.token_count.";
    private const string Vercel = "ai.usage.";

    /// <param name="span">Where to look.</param>
    /// <param name="openInferenceFirst">Whose counts hold where they differ; OpenTelemetry's else.</param>
    public static ReportedUsage Read(SpanView span, bool openInferenceFirst = false)
    {
        var (otel, inference, vercel) = (default(ReportedUsage), default(ReportedUsage), default(ReportedUsage));
        var attributes = span.Attributes;
        for (var place = 0; place < attributes.Length; place++)
        {
            ref readonly var attribute = ref attributes[place];
            if (attribute.Key is not ['g' or 'l' or 'a', ..])
            {
                continue;
            }

            if (attribute.Key.StartsWith(Otel, StringComparison.Ordinal))
            {
                Add(span, place, Otel, ref otel);
            }
            else if (attribute.Key.StartsWith(Vercel, StringComparison.Ordinal))
            {
                Add(span, place, Vercel, ref vercel);
            }
            else if (attribute.Key.StartsWith(OpenInference, StringComparison.Ordinal))
            {
                Add(span, place, OpenInference, ref inference);
            }
            else if (attribute.Key.StartsWith(OpenLlmetry, StringComparison.Ordinal))
            {
                Add(span, place, OpenLlmetry, ref otel);
            }
            else if (attribute.Key.StartsWith(Own, StringComparison.Ordinal))
            {
                // Nobody's convention counts images by the piece, as some providers bill them: these names are ours.
                Add(span, place, Own, ref otel);
            }
        }

        return openInferenceFirst ? Together(inference, otel, vercel) : Together(otel, vercel, inference);
    }

    /// <summary>Who counted, for <see cref="ReportedUsage.Split"/>.</summary>
    public static UsageSender Sender(SpanView span, SpanReading reading, bool embeds = false) => new(
        reading.Provider, reading.ResponseModel ?? reading.RequestModel, span.Scope, span.ScopeVersion, embeds);

    private static ReportedUsage Together(ReportedUsage first, in ReportedUsage second, in ReportedUsage third)
    {
        first.Complete(second);
        first.Complete(third);
        return first;
    }

    private static void Add(SpanView span, int place, string prefix, ref ReportedUsage usage)
    {
        var attribute = span.Attributes[place];
        var name = UsageName.OfKey(attribute.Key, prefix.Length);
        if (name.Field != UsageField.None && span.Number(place) is { } number && Amounts.Count(number) is { } count)
        {
            // How a name is spelt says nothing about a sender of attributes: all of them follow one convention.
            usage.Add(name with { Traits = UsageTraits.None }, count);
        }
    }
}
