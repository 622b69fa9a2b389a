using Dashboard.Telemetry;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Traceloop's OpenLLMetry: its own wrapper spans, and its inference spans of before it adopted OpenTelemetry's names.
/// Counts that its client estimates for streams carry no mark, so they are taken as reported.
/// </summary>
internal sealed class OpenLlmetry : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        var kind = span.Text("traceloop.span.kind");
        var request = span.Text("llm.request.type");
        if (kind is null && request is null)
        {
            return null;
        }

        var inference = Operations.Inference(span.Text("gen_ai.operation.name")) ?? Operations.Inference(request);
        var otel = OtelGenAi.ReadNames(span);
        return otel with
        {
            Role = inference is null ? Role(kind ?? request) : Operations.Role(inference),
            Inference = inference,
            FinishReason = FinishReasons.Of(
                span, "gen_ai.response.finish_reasons", "gen_ai.completion.0.finish_reason",
                "llm.response.finish_reason"),
            Prompt = otel.Prompt
                ?? PromptName.Of(span.Text("traceloop.prompt.key"), span.Text("traceloop.prompt.version")),
            Input = span.TakeContent("traceloop.entity.input") ?? OtelContent.Input(span),
            Output = span.TakeContent("traceloop.entity.output") ?? OtelContent.Output(span),
        };
    }

    private static SpanRole Role(string? kind) => kind switch
    {
        "workflow" or "task" => SpanRole.Chain,
        "agent" => SpanRole.Agent,
        "tool" => SpanRole.Tool,
        "rerank" => SpanRole.Reranker,
        _ => SpanRole.Other,
    };
}
