using System.Text.Json;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Google's Genkit (https://genkit.dev/docs/observability/getting-started/). Every action is a span with JSON of its input
/// and output; a model's name begins with its plugin, and its usage stands in its output.
/// </summary>
internal sealed class Genkit : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        if (!span.Has("genkit:type") && !span.Has("genkit:metadata:subtype"))
        {
            return null;
        }

        var role = Role(span.Text("genkit:metadata:subtype"));
        var isCall = role is SpanRole.Model or SpanRole.Embedding;
        var otel = OtelGenAi.ReadNames(span);
        var (plugin, model) = isCall ? Model(span.Text("genkit:name")) : default;
        var provider = otel.Provider ?? ProviderNames.Of(plugin);
        var told = span.Content("genkit:output");
        var reading = otel with
        {
            Role = role,
            Inference = role switch
            {
                SpanRole.Model => "generate_content",
                SpanRole.Embedding => Operations.Embeddings,
                _ => null,
            },
            Provider = provider,
            RequestModel = otel.RequestModel ?? model,
            FinishReason = otel.FinishReason ?? (isCall
                ? ClientJson.Read(told, json => ClientJson.Text(json, "finishReason"))
                : null),
            Input = span.TakeContent("genkit:input") ?? OtelContent.Input(span),
            Output = span.TakeContent("genkit:output") ?? OtelContent.Output(span),
            Failed = span.Text("genkit:state") == "error",
        };
        return otel.Usage.Tokens is null && isCall
            ? reading with { Usage = Usage(told).Split(SpanUsage.Sender(span, reading, role == SpanRole.Embedding)) }
            : reading;
    }

    private static SpanRole Role(string? type) => type switch
    {
        "model" or "background-model" => SpanRole.Model,
        "embedder" => SpanRole.Embedding,
        "tool" or "tool.v2" => SpanRole.Tool,
        "retriever" => SpanRole.Retrieval,
        "reranker" => SpanRole.Reranker,
        "evaluator" => SpanRole.Evaluator,
        "agent" => SpanRole.Agent,
        _ => SpanRole.Chain,
    };

    /// <summary><c>googleai/gemini-2.5-flash</c>; a name without a plugin is the model's.</summary>
    private static (string? Plugin, string? Model) Model(string? name) =>
        name?.IndexOf('/', StringComparison.Ordinal) is > 0 and var end
            ? (name[..end] is "googleai" or "googleAI" ? "gemini" : name[..end], name[(end + 1)..])
            : (null, name);

    private static ReportedUsage Usage(string? output) => ClientJson.Read(output, json => new ReportedUsage
    {
        Input = Count(json, "inputTokens"),
        Output = Count(json, "outputTokens"),
        Total = Count(json, "totalTokens"),
        CacheRead = Count(json, "cachedContentTokens"),
        Reasoning = Count(json, "thoughtsTokens"),
    });

    private static long? Count(JsonElement json, string name) => Amounts.Count(ClientJson.Number(json, "usage", name));
}
