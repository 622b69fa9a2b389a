using System.Globalization;
using Dashboard.Telemetry.Ingest.Wire;

namespace Dashboard.Telemetry.Ingest.Dialects;

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
        return otel with
        {
            Role = Role(operation),
            Inference = Inference(operation),
            Provider = provider,
            RequestModel = otel.RequestModel ?? span.Text("ai.model.id"),
            ResponseModel = otel.ResponseModel ?? span.Text("ai.response.model"),
            ResponseId = otel.ResponseId ?? span.Text("ai.response.id"),
            Usage = ReadUsage(span, metadata).Split(provider),
            TimeToFirstTokenMicros = Amounts.Micros(milliseconds / 1000) ?? otel.TimeToFirstTokenMicros,
            FinishReason = otel.FinishReason ?? span.Text("ai.response.finishReason", "ai.finishReason"),
            ServiceTier = otel.ServiceTier
                ?? ClientJson.Read(metadata, json => ClientJson.Text(json, "openai", "serviceTier")),
            Prompt = otel.Prompt ?? span.Text("ai.telemetry.functionId"),
            Input = span.TakeContent("ai.prompt.messages", "ai.prompt", "ai.toolCall.args") ?? Embedded(span)
                ?? OtelContent.Input(span),
            Output = VercelAiOutput.Take(span) ?? OtelContent.Output(span),
        };
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

    private static ReportedUsage ReadUsage(SpanView span, string? metadata)
    {
        var otel = OtelGenAi.ReadUsage(span);
        var written = otel.CacheWrite ?? span.Count("ai.usage.inputTokenDetails.cacheWriteTokens")
            ?? Anthropic(metadata, "cacheCreationInputTokens");
        var hour = Anthropic(metadata, "usage", "cache_creation", "ephemeral_1h_input_tokens");
        return otel with
        {
            Input = otel.Input ?? span.Count("ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens"),
            Output = otel.Output ?? span.Count("ai.usage.outputTokens", "ai.usage.completionTokens"),
            CacheRead = otel.CacheRead
                ?? span.Count("ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens"),
            CacheWrite = written is { } all ? Math.Max(0, all - (hour ?? 0)) : null,
            CacheWrite1h = hour,
            Reasoning = otel.Reasoning
                ?? span.Count("ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens"),
        };
    }

    /// <summary>Anthropic's own count, in older versions the only place that tells.</summary>
    private static long? Anthropic(string? metadata, params string[] path) => ClientJson.Read(metadata, json =>
        double.TryParse(ClientJson.Text(json, ["anthropic", .. path]), CultureInfo.InvariantCulture, out var count)
            ? Amounts.Count(count)
            : null);
}
