using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Arize's OpenInference (https://github.com/Arize-ai/openinference/tree/main/spec). Its counts include what they
/// detail.
/// </summary>
internal sealed class OpenInference : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        if (span.Text("openinference.span.kind") is not { } kind)
        {
            return null;
        }

        var otel = OtelGenAi.ReadNames(span);
        var provider = ProviderNames.Of(span.Text("llm.provider", "llm.system")) ?? otel.Provider;
        var reading = otel with
        {
            Role = Role(kind),
            Inference = Role(kind) switch
            {
                SpanRole.Model => Operations.Chat,
                SpanRole.Embedding => Operations.Embeddings,
                _ => null,
            },
            Provider = provider,
            RequestModel = span.Text("llm.request.model_name", "llm.model_name", "embedding.model_name")
                ?? otel.RequestModel,
            ResponseModel = span.Text("llm.response.model_name", "llm.model_name") ?? otel.ResponseModel,
            ResponseId = otel.ResponseId ?? AnswerText(span, "id"),
            FinishReason = FinishReasons.Of(span, "llm.finish_reason") ?? otel.FinishReason,
            ServiceTier = AnswerText(span, "service_tier") ?? otel.ServiceTier ?? ClientJson.Read(
                span.Text("llm.invocation_parameters"), json => ClientJson.Text(json, "service_tier")),
            ReportedCost = Cost(span) ?? otel.ReportedCost,
            Prompt = PromptName.Of(
                span.Text("prompt.name", "prompt.id"), span.Text("prompt.version", "llm.prompt_template.version"))
                    ?? otel.Prompt,
            Input = NumberedMessages.Take(span, "llm.input_messages.")
                ?? span.TakeContent("input.value", "tool.parameters") ?? NumberedMessages.Take(span, "embedding.embeddings.")
                ?? OtelContent.Input(span),
            Output = NumberedMessages.Take(span, "llm.output_messages.")
                ?? span.TakeContent("output.value") ?? OtelContent.Output(span),
        };
        var sender = SpanUsage.Sender(span, reading, embeds: reading.Role == SpanRole.Embedding);
        return reading with { Usage = SpanUsage.Read(span, openInferenceFirst: true).Split(sender) };
    }

    private static SpanRole Role(string kind) => kind.ToUpperInvariant() switch
    {
        "LLM" => SpanRole.Model,
        "EMBEDDING" => SpanRole.Embedding,
        "AGENT" => SpanRole.Agent,
        "CHAIN" or "PROMPT" or "DECISION" => SpanRole.Chain,
        "RETRIEVER" => SpanRole.Retrieval,
        "RERANKER" => SpanRole.Reranker,
        "TOOL" => SpanRole.Tool,
        "GUARDRAIL" => SpanRole.Guardrail,
        "EVALUATOR" => SpanRole.Evaluator,
        _ => SpanRole.Other,
    };

    /// <summary>The total; where only its halves are said, their sum.</summary>
    private static Nanodollars? Cost(SpanView span) => Amounts.Cost(
        span.Number("llm.cost.total")
            ?? (span.Number("llm.cost.prompt"), span.Number("llm.cost.completion")) switch
            {
                (null, null) => null,
                var (prompt, completion) => (prompt ?? 0) + (completion ?? 0),
            });

    /// <summary>The provider's answer is recorded as it came; its id and its processing class are in there.</summary>
    private static string? AnswerText(SpanView span, string name) =>
        span.Text("output.value") is ['{', ..] answer
            ? ClientJson.Read(answer, json => ClientJson.Text(json, name))
            : null;
}
