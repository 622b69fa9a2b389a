using Dashboard.Telemetry.Counting;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// OpenTelemetry's GenAI conventions, from 1.27 to the newest, together with what Microsoft.Extensions.AI, OpenAI's
/// .NET SDK, the Vercel AI SDK 7 and OpenLIT add (https://github.com/open-telemetry/semantic-conventions-genai). All of
/// it is still in development, so former names are read beside the present ones.
/// </summary>
internal sealed class OtelGenAi : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        var operation = span.Text("gen_ai.operation.name");
        var isTool = span.Has("gen_ai.tool.name") || span.Text("mcp.method.name") == "tools/call";
        if (operation is null && !span.Has("gen_ai.request.model") && !isTool)
        {
            return null;
        }

        var reading = ReadNames(span);
        if (operation is null && reading.Provider is null && !isTool)
        {
            return null;
        }

        operation ??= Unsaid(span);
        return reading with
        {
            Role = Operations.Role(operation),
            Inference = Inference(operation, reading),
            Input = OtelContent.Input(span),
            Output = OtelContent.Output(span),
        };
    }

    /// <summary>
    /// Before 1.28 the operation was not always said: a requested model together with a provider is an inference, the name
    /// of a tool alone its run. Anthropic's SDKs say it of every inference, and have spans with a model that are none
    /// (<c>count_tokens</c>).
    /// </summary>
    private static string? Unsaid(SpanView span) =>
        !span.Has("gen_ai.request.model") ? "execute_tool"
        : span.Scope.StartsWith("com.anthropic.sdk.", StringComparison.Ordinal) ? null
        : Operations.Chat;

    /// <summary>
    /// A realtime session (Microsoft.Extensions.AI) is a call where it says what was used; the others only frame them.
    /// </summary>
    private static string? Inference(string? operation, SpanReading reading) =>
        operation == Operations.Realtime && reading.Usage.Tokens is null ? null : Operations.Inference(operation);

    /// <summary>
    /// Everything but role and content: the base of the other dialects, which mix these names with their own.
    /// </summary>
    public static SpanReading ReadNames(SpanView span)
    {
        var provider = ProviderNames.Of(span.Text("gen_ai.provider.name", "gen_ai.system"));
        var reading = new SpanReading
        {
            Provider = provider,
            RequestModel = span.Text("gen_ai.request.model"),
            ResponseModel = span.Text("gen_ai.response.model"),
            ResponseId = span.Text("gen_ai.response.id"),
            TimeToFirstTokenMicros = Amounts.Micros(span.Number(
                "gen_ai.response.time_to_first_chunk",
                "gen_ai.client.inference.time_to_first_chunk",
                "gen_ai.client.operation.time_to_first_chunk",
                "gen_ai.server.time_to_first_token",
                "gen_ai.server.ttft")),
            FinishReason = FinishReasons.Of(span, "gen_ai.response.finish_reasons", "anthropic.message.stop_reason"),
            ServiceTier = span.Text(
                "openai.response.service_tier",
                "gen_ai.openai.response.service_tier",
                "gen_ai.response.service_tier",
                "anthropic.response.service_tier",
                "openai.request.service_tier",
                "gen_ai.openai.request.service_tier",
                "gen_ai.request.service_tier",
                "anthropic.request.service_tier"),
            ReportedCost =
                Amounts.Cost(span.Number("gen_ai.usage.cost", "gen_ai.cost.total_cost", "litellm.cost.total")),
            Prompt = PromptName.Of(span.Text("gen_ai.prompt.name"), span.Text("gen_ai.prompt.version")),
        };
        var embeds = Operations.Inference(span.Text("gen_ai.operation.name", "llm.request.type"))
            == Operations.Embeddings;
        return reading with { Usage = ReadUsage(span).Split(SpanUsage.Sender(span, reading, embeds)) };
    }

    /// <summary>
    /// The counts by their attributes, else as a whole; Google's ADK records the provider's own.
    /// </summary>
    public static ReportedUsage ReadUsage(SpanView span)
    {
        if (UsageDocuments.Within(span.Text("gcp.vertex.agent.llm_response"), "usage_metadata") is
            { Input: not null } answer)
        {
            return answer;
        }

        var usage = SpanUsage.Read(span);
        return usage.IsEmpty
            ? UsageDocuments.Read(span, "gen_ai.usage", "llm.usage")
            : usage;
    }
}
