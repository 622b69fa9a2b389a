using System.Text.Json;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// The Vercel AI SDK up to version 6 (https://ai-sdk.dev/docs/ai-sdk-core/telemetry). <c>ai.generateText</c> and its
/// like wrap the provider calls and repeat their usage; only <c>*.doGenerate</c>, <c>*.doStream</c> and
/// <c>*.doEmbed</c> are inferences. Version 7 speaks OpenTelemetry.
/// </summary>
internal sealed class VercelAi : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        if (span.Text("ai.operationId") is not { } operation)
        {
            return null;
        }

        var otel = OtelGenAi.ReadNames(span);
        var provider = otel.Provider ?? ProviderNames.Of(span.Text("ai.model.provider"));
        var metadata = span.Text("ai.response.providerMetadata");
        var milliseconds = span.Number("ai.response.msToFirstChunk", "ai.stream.msToFirstChunk");
        var reading = otel with
        {
            Role = Role(operation),
            Inference = Inference(operation),
            Provider = provider,
            RequestModel = otel.RequestModel ?? span.Text("ai.model.id"),
            ResponseModel = otel.ResponseModel ?? span.Text("ai.response.model"),
            ResponseId = otel.ResponseId ?? span.Text("ai.response.id"),
            TimeToFirstTokenMicros = Amounts.Micros(milliseconds / 1000) ?? otel.TimeToFirstTokenMicros,
            FinishReason = otel.FinishReason ?? span.Text("ai.response.finishReason", "ai.finishReason"),
            ServiceTier = otel.ServiceTier
                ?? ClientJson.Read(metadata, json => ClientJson.Text(json, "openai", "serviceTier")),
            Prompt = otel.Prompt ?? span.Text("ai.telemetry.functionId"),
            Input = span.TakeContent("ai.prompt.messages", "ai.prompt", "ai.toolCall.args") ?? Embedded(span)
                ?? OtelContent.Input(span),
            Output = VercelAiOutput.Take(span) ?? OtelContent.Output(span),
        };
        var sender = SpanUsage.Sender(span, reading, embeds: reading.Inference == Operations.Embeddings);
        return reading with { Usage = ReadUsage(span, metadata).Split(sender) };
    }

    /// <summary>What is made vectors of: each value is JSON, a text with its quotes.</summary>
    private static string? Embedded(SpanView span)
    {
        if (!span.TryGet("ai.values", out var values) || values.Kind != AttributeKind.Array)
        {
            return ClientJson.Unquoted(span.TakeContent("ai.value", "ai.values"));
        }

        span.Take("ai.values");
        var json = span.Json.Begin();
        json.WriteStartArray();
        foreach (var value in values.Items)
        {
            json.WriteStringValue(ClientJson.Unquoted(AttributeJson.ScalarText(value)));
        }

        json.WriteEndArray();
        return span.Json.End();
    }

    private static string? Inference(string operation) => operation switch
    {
        _ when operation.EndsWith(".doEmbed", StringComparison.Ordinal) => Operations.Embeddings,
        _ when operation.EndsWith(".doGenerate", StringComparison.Ordinal)
            || operation.EndsWith(".doStream", StringComparison.Ordinal) => Operations.Chat,
        _ => null,
    };

    private static SpanRole Role(string operation) => Inference(operation) switch
    {
        Operations.Embeddings => SpanRole.Embedding,
        not null => SpanRole.Model,
        _ when operation == "ai.toolCall" => SpanRole.Tool,
        _ when operation.EndsWith(".doRerank", StringComparison.Ordinal) => SpanRole.Reranker,
        _ => SpanRole.Chain,
    };

    /// <summary>
    /// Up to version 5 the counts of Anthropic and Gemini are handed on as they came, without cache and thinking; from
    /// 6 on they include them. The versions cannot be told apart but by what the provider itself counted.
    /// </summary>
    private static ReportedUsage ReadUsage(SpanView span, string? metadata)
    {
        var usage = SpanUsage.Read(span);
        usage.CompleteParts(UsageDocuments.OfProviders(metadata));
        return IsBeforeVersion5(metadata) ? usage.WithoutCache() : usage;
    }

    /// <summary>From version 5 on Anthropic's metadata has its <c>usage</c> as a whole.</summary>
    private static bool IsBeforeVersion5(string? metadata) => ClientJson.Read(metadata, json =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("anthropic", out var own)
            && own.ValueKind == JsonValueKind.Object && !own.TryGetProperty("usage", out _));
}
