using System.Text.Json;
using Dashboard.Events;

namespace Dashboard.Telemetry.Ingest.Dialects;

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
        return otel with
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
            Usage = otel.Usage.Tokens is null ? Usage(span.Content("mlflow.chat.tokenUsage")).Split(provider) : otel.Usage,
            ReportedCost = otel.ReportedCost ?? Cost(span.Content("mlflow.llm.cost")),
            Input = span.TakeContent("mlflow.spanInputs") ?? OtelContent.Input(span),
            Output = span.TakeContent("mlflow.spanOutputs") ?? OtelContent.Output(span),
        };
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

    private static ReportedUsage Usage(string? json) => ClientJson.Read(json, usage => new ReportedUsage
    {
        Input = Count(usage, "input_tokens"),
        Output = Count(usage, "output_tokens"),
        Total = Count(usage, "total_tokens"),
        CacheRead = Count(usage, "cache_read_input_tokens"),
        CacheWrite = Count(usage, "cache_creation_input_tokens"),
        Reasoning = Count(usage, "reasoning_tokens"),
    }) ?? new ReportedUsage();

    private static long? Count(JsonElement usage, string name) => Amounts.Count(ClientJson.Number(usage, name));

    private static Nanodollars? Cost(string? json) => ClientJson.Read(json, cost =>
        Amounts.Cost(ClientJson.Number(cost, "total_cost")));
}
