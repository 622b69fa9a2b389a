using System.Text.Json;

namespace Dashboard.Telemetry.Ingest.Dialects;

/// <summary>
/// LiteLLM's SDK and proxy (https://docs.litellm.ai/docs/observability/opentelemetry_integration). It speaks
/// OpenTelemetry's names with meanings of its own: the requested model is the deployment, the answering one the alias
/// that the caller used, the operation is the name of a Python function, and the usage's details are JSON within
/// <c>hidden_params</c>.
/// </summary>
internal sealed class LiteLlm : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        if (!span.Has("hidden_params") && !span.Has("metadata.user_api_key_hash")
            && !span.Has("gen_ai.cost.total_cost") && !span.Has("litellm.cost.total"))
        {
            return null;
        }

        var operation = Operation(span.Text("gen_ai.operation.name", "llm.request.type"));
        var hidden = span.Text("hidden_params");
        var otel = OtelGenAi.ReadNames(span);
        var (asked, answered) = Models(otel.RequestModel, otel.ResponseModel);
        return otel with
        {
            Role = Operations.Role(operation),
            Inference = Operations.Inference(operation),
            RequestModel = asked,
            ResponseModel = answered,
            Usage = WithDetails(OtelGenAi.ReadUsage(span), hidden).Split(otel.Provider),
            ReportedCost = otel.ReportedCost
                ?? ClientJson.Read(hidden, json => Amounts.Cost(ClientJson.Number(json, "response_cost"))),
            Input = OtelContent.Input(span),
            Output = OtelContent.Output(span),
        };
    }

    /// <summary><c>acompletion</c> is <c>completion</c>, awaited; both are chats.</summary>
    private static string? Operation(string? name) => name switch
    {
        "completion" or "acompletion" or "anthropic_messages" or "aanthropic_messages" => Operations.Chat,
        "atext_completion" => Operations.TextCompletion,
        "aembedding" => Operations.Embeddings,
        "aresponses" => "responses",
        "agenerate_content" or "generate_content_stream" or "agenerate_content_stream" => "generate_content",
        "arerank" => "rerank",
        _ => name,
    };

    /// <summary>
    /// What was asked for and what answered, in this order. Where the answer's name only makes the deployment's more
    /// exact (<c>gpt-4o</c>, <c>gpt-4o-2024-08-06</c>) they were not swapped.
    /// </summary>
    private static (string? Asked, string? Answered) Models(string? deployment, string? answer)
    {
        var name = deployment?[(deployment.LastIndexOf('/') + 1)..];
        return name is null || answer is null || answer.Contains(name, StringComparison.OrdinalIgnoreCase)
            ? (deployment, answer)
            : (answer, deployment);
    }

    private static ReportedUsage WithDetails(ReportedUsage usage, string? hidden) =>
        ClientJson.Read(hidden, json =>
        {
            var hour = Count(json, "prompt_tokens_details", "cache_creation_token_details", "ephemeral_1h_input_tokens");
            var written = usage.CacheWrite ?? Count(json, "cache_creation_input_tokens");
            var details = usage with
            {
                CacheRead = usage.CacheRead ?? Count(json, "prompt_tokens_details", "cached_tokens"),
                CacheWrite = written is { } all ? Math.Max(0, all - (hour ?? 0)) : null,
                CacheWrite1h = hour,
                Reasoning = usage.Reasoning ?? Count(json, "completion_tokens_details", "reasoning_tokens"),
                AudioInput = usage.AudioInput ?? Count(json, "prompt_tokens_details", "audio_tokens"),
                AudioOutput = usage.AudioOutput ?? Count(json, "completion_tokens_details", "audio_tokens"),
                ImageInput = usage.ImageInput ?? Count(json, "prompt_tokens_details", "image_tokens"),
                ImageOutput = usage.ImageOutput ?? Count(json, "completion_tokens_details", "image_tokens"),
            };
            return details;
        }) ?? usage;

    private static long? Count(JsonElement json, params ReadOnlySpan<string> path) =>
        Amounts.Count(ClientJson.Number(json, ["usage_object", .. path]));
}
