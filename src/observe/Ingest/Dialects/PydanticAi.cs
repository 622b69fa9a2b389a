using Dashboard.Telemetry;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Pydantic AI and Logfire (https://ai.pydantic.dev/logfire/). Their spans speak OpenTelemetry's names; the messages stood
/// in <c>events</c> and <c>all_messages_events</c> before version 2 of their format, those of a run of an agent stand in
/// <c>pydantic_ai.all_messages</c> since, and early tool spans name no operation.
/// </summary>
internal sealed class PydanticAi : ISpanDialect
{
    private const string Scope = "pydantic-ai";

    public SpanReading? Read(SpanView span)
    {
        var isRun = span.Has("all_messages_events") || span.Has("pydantic_ai.all_messages");
        if (span.Scope != Scope && !isRun && span.Content("events") is not ['[', ..] && !span.Has("request_data")
            && !span.Has("tool_arguments") && !span.Has("tool_response"))
        {
            return null;
        }

        var operation = span.Text("gen_ai.operation.name") ?? Operation(span, isRun);
        if (operation is null && span.Scope != Scope)
        {
            return null;
        }

        var (input, output) = Messages(span);
        return OtelGenAi.ReadNames(span) with
        {
            Role = operation is null ? SpanRole.Chain : Operations.Role(operation),
            Inference = Operations.Inference(operation),
            Input = input ?? OtelContent.Input(span),
            Output = span.TakeContent("final_result") ?? output ?? OtelContent.Output(span)
                ?? span.TakeContent("tool_response"),
        };
    }

    private static string? Operation(SpanView span, bool isRun)
    {
        if (isRun || (span.Scope == Scope && span.Has("agent_name")))
        {
            return "invoke_agent";
        }

        return span.Has("gen_ai.tool.name") ? "execute_tool"
            : span.Has("gen_ai.request.model") ? Operations.Chat
            : null;
    }

    /// <summary>Where the conversation stands in one attribute; both null where it does not.</summary>
    private static (string? Input, string? Output) Messages(SpanView span)
    {
        if (span.TakeContent("pydantic_ai.all_messages", "all_messages_events", "events") is { } conversation)
        {
            var (input, output) = Conversation.Split(conversation);
            return (OtelContent.WithInstructions(span, input), output);
        }

        return (span.TakeContent("request_data"), span.TakeContent("response_data"));
    }
}
