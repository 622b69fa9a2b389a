using Dashboard.Telemetry.Counting;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

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
        var reading = otel with
        {
            Role = Operations.Role(operation),
            Inference = Operations.Inference(operation),
            RequestModel = asked,
            ResponseModel = answered,
            ReportedCost = otel.ReportedCost
                ?? ClientJson.Read(hidden, json => Amounts.Cost(ClientJson.Number(json, "response_cost"))),
            Input = OtelContent.Input(span),
            Output = OtelContent.Output(span),
        };
        var sender = SpanUsage.Sender(span, reading, embeds: reading.Inference == Operations.Embeddings);
        return reading with { Usage = ReadUsage(span, hidden).Split(sender) };
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

    private static ReportedUsage ReadUsage(SpanView span, string? hidden)
    {
        var usage = OtelGenAi.ReadUsage(span);
        usage.Complete(UsageDocuments.Within(hidden, "usage_object"));
        return usage;
    }
}
