using Dashboard.Telemetry;

namespace Dashboard.Ingest.Dialects;

/// <summary>The operations that are inferences, in OpenTelemetry's words.</summary>
internal static class Operations
{
    public const string Chat = "chat";
    public const string TextCompletion = "text_completion";
    public const string Embeddings = "embeddings";
    public const string Realtime = "realtime";

    /// <summary>
    /// The operation if <paramref name="name"/> is an inference, in any spelling that was met; else null.
    /// </summary>
    public static string? Inference(string? name) => name switch
    {
        Chat => Chat,
        TextCompletion or "completion" => TextCompletion,
        "generate_content" => "generate_content",
        "responses" => "responses",
        Realtime => Realtime,
        Embeddings or "embedding" => Embeddings,
        _ => null,
    };

    /// <summary>What the operation stands for; <see cref="SpanRole.Other"/> when it is unknown.</summary>
    public static SpanRole Role(string? name) => name switch
    {
        _ when Inference(name) == Embeddings => SpanRole.Embedding,
        _ when Inference(name) is not null => SpanRole.Model,
        "invoke_agent" or "create_agent" or "agent" => SpanRole.Agent,
        "execute_tool" => SpanRole.Tool,
        "retrieval" or "search_memory" => SpanRole.Retrieval,
        "rerank" => SpanRole.Reranker,

        // agent_step: Vercel AI SDK 7; orchestrate_tools: Microsoft.Extensions.AI; the last three: OpenLIT.
        "invoke_workflow" or "plan" or "agent_step" or "orchestrate_tools" or "framework" or "execute_task"
            => SpanRole.Chain,
        "vectordb" => SpanRole.Retrieval,
        _ => SpanRole.Other,
    };
}
