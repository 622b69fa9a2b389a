using Dashboard.Telemetry;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// LangSmith's OpenTelemetry export (https://docs.langchain.com/langsmith/trace-with-opentelemetry). It calls prompts and
/// retrievers by the names of inferences; its own kind tells what they are.
/// </summary>
internal sealed class LangSmith : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        if (span.Text("langsmith.span.kind") is not { } kind)
        {
            return null;
        }

        var role = kind.ToLowerInvariant() switch
        {
            "llm" => SpanRole.Model,
            "embedding" => SpanRole.Embedding,
            "tool" => SpanRole.Tool,
            "retriever" => SpanRole.Retrieval,
            "chain" or "prompt" or "parser" => SpanRole.Chain,
            _ => SpanRole.Other,
        };
        return OtelGenAi.ReadNames(span) with
        {
            Role = role,
            Inference = role switch
            {
                SpanRole.Model => Operations.Inference(span.Text("gen_ai.operation.name")) ?? Operations.Chat,
                SpanRole.Embedding => Operations.Embeddings,
                _ => null,
            },
            Input = OtelContent.Input(span),
            Output = OtelContent.Output(span),
        };
    }
}
