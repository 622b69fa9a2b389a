using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// MLflow Tracing (https://mlflow.org/docs/latest/genai/tracing/). Every value is JSON, a text with its quotes; type,
/// usage and content have names of its own, which its exporter may accompany by OpenTelemetry's.
/// </summary>
internal sealed class Mlflow : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        if (!span.Has("mlflow.spanType") && !span.Has("mlflow.spanInputs") && !span.Has("mlflow.spanOutputs"))
        {
            return null;
        }

        var otel = OtelGenAi.ReadNames(span);
        var role = Role(Text(span, "mlflow.spanType"), span.Text("gen_ai.operation.name"));
        var (inputs, outputs) = (span.Text("mlflow.spanInputs"), span.Text("mlflow.spanOutputs"));
        var isCall = role is SpanRole.Model or SpanRole.Embedding;
        var provider = otel.Provider ?? ProviderNames.Of(Text(span, "mlflow.llm.provider"));
        var reading = otel with
        {
            Role = role,
            Inference = role switch
            {
                SpanRole.Model => Operations.Inference(span.Text("gen_ai.operation.name")) ?? Operations.Chat,
                SpanRole.Embedding => Operations.Embeddings,
                _ => null,
            },
            Provider = provider,
            RequestModel = otel.RequestModel ?? Text(span, "mlflow.llm.model", "model", "model_name")
                ?? (isCall ? Member(inputs, "model") : null),
            ResponseModel = otel.ResponseModel ?? (isCall ? Member(outputs, "model") : null),
            ResponseId = otel.ResponseId ?? (isCall ? Member(outputs, "id") : null),
            ReportedCost = otel.ReportedCost ?? Cost(span.Content("mlflow.llm.cost")),
            Input = span.TakeContent("mlflow.spanInputs") ?? OtelContent.Input(span),
            Output = span.TakeContent("mlflow.spanOutputs") ?? OtelContent.Output(span),
        };
        return otel.Usage.Tokens is null
            ? reading with { Usage = Usage(span, SpanUsage.Sender(span, reading, role == SpanRole.Embedding)) }
            : reading;
    }

    private static SpanRole Role(string? type, string? operation) => type?.ToUpperInvariant() switch
    {
        "LLM" or "CHAT_MODEL" => SpanRole.Model,
        "EMBEDDING" => SpanRole.Embedding,
        "AGENT" => SpanRole.Agent,
        "CHAIN" or "WORKFLOW" or "TASK" or "PARSER" or "MEMORY" => SpanRole.Chain,
        "RETRIEVER" => SpanRole.Retrieval,
        "RERANKER" => SpanRole.Reranker,
        "TOOL" => SpanRole.Tool,
        "GUARDRAIL" => SpanRole.Guardrail,
        "EVALUATOR" => SpanRole.Evaluator,
        _ => Operations.Role(operation),
    };

    private static string? Text(SpanView span, params ReadOnlySpan<string> keys) => ClientJson.Unquoted(span.Text(keys));

    private static string? Member(string? json, string name) =>
        json is ['{', ..] ? ClientJson.Read(json, element => ClientJson.Text(element, name)) : null;

    /// <summary>
    /// Anthropic's input as it came, without the cache, and a total made of it; that of others includes it.
    /// </summary>
    private static TokenUsage Usage(SpanView span, UsageSender sender)
    {
        var usage = UsageDocuments.Read(span, "mlflow.chat.tokenUsage");
        return (sender.IsClaude ? usage.WithoutCache() : usage).Split(sender);
    }

    private static Nanodollars? Cost(string? json) => ClientJson.Read(json, cost =>
        Amounts.Cost(ClientJson.Number(cost, "total_cost")));
}
