using Dashboard.Telemetry;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Google's Agent Development Kit (https://google.github.io/adk-docs/observability/). It names itself as the provider, puts
/// the requests and answers of Gemini's API into attributes of its own, and fills those that do not apply with <c>{}</c>.
/// </summary>
internal sealed class GoogleAdk : ISpanDialect
{
    private const string Name = "gcp.vertex.agent";

    private static readonly string[] _marks =
    [
        "gcp.vertex.agent.llm_request", "gcp.vertex.agent.llm_response", "gcp.vertex.agent.tool_call_args",
        "gcp.vertex.agent.tool_response", "gcp.vertex.agent.invocation_id", "gcp.vertex.agent.event_id",
        "gcp.vertex.agent.data",
    ];

    public SpanReading? Read(SpanView span)
    {
        if (span.Scope != Name && !Array.Exists(_marks, span.Has))
        {
            return null;
        }

        var otel = OtelGenAi.ReadNames(span);
        var operation = span.Text("gen_ai.operation.name") ?? Operation(span);
        var provider = otel.Provider is null or Name ? Provider(otel.RequestModel) : otel.Provider;
        var reading = otel with
        {
            Role = operation is null ? SpanRole.Chain : Operations.Role(operation),
            Inference = Operations.Inference(operation),
            Provider = provider,
            Input = Content(span, "gcp.vertex.agent.llm_request", "gcp.vertex.agent.tool_call_args", "gcp.vertex.agent.data")
                ?? OtelContent.Input(span),
            Output = Content(span, "gcp.vertex.agent.llm_response", "gcp.vertex.agent.tool_response")
                ?? OtelContent.Output(span),
        };
        return reading with { Usage = OtelGenAi.ReadUsage(span).Split(SpanUsage.Sender(span, reading)) };
    }

    private static string? Operation(SpanView span) => span.Span.Name switch
    {
        _ when span.Has("gen_ai.request.model") => "generate_content",
        _ when span.Has("gcp.vertex.agent.tool_call_args") || span.Has("gen_ai.tool.name") => "execute_tool",
        var name when name.StartsWith("agent_run", StringComparison.Ordinal) => "invoke_agent",
        _ => null,
    };

    /// <summary>
    /// Gemini's own API unless the model's name leads elsewhere: to Vertex by its path, or through LiteLLM to another
    /// company (<c>openai/gpt-4o</c>).
    /// </summary>
    private static string? Provider(string? model) => model switch
    {
        null => null,
        _ when model.StartsWith("projects/", StringComparison.Ordinal) => "gcp.vertex_ai",
        _ when model.StartsWith("models/", StringComparison.Ordinal) => "gcp.gemini",
        _ when model.IndexOf('/', StringComparison.Ordinal) is > 0 and var end => ProviderNames.Of(model[..end]),
        _ => "gcp.gemini",
    };

    private static string? Content(SpanView span, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (span.TakeContent(key) is { } content && content is not ("{}" or "N/A" or "<not serializable>"))
            {
                return content;
            }
        }

        return null;
    }
}
