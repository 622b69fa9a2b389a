using Dashboard.Events;
using Dashboard.Ingest.Dialects;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Dashboard.Texts;

namespace Dashboard.Ingest;

/// <summary>
/// To what and to whom a span belongs: names that come from the span, else from its resource, first present wins.
/// </summary>
internal static class SpanIdentity
{
    /// <summary>
    /// Names are keys of series and filters; a longer one is cut and stays whole among the raw attributes.
    /// </summary>
    public const int MaxName = 256;

    public static string? Session(SpanView span) => WireText.Shortened(
        ClientJson.Unquoted(span.Text(
            "gen_ai.conversation.id",
            "session.id",
            "traceloop.association.properties.session_id",
            "langfuse.session.id",
            "ai.telemetry.metadata.sessionId",
            "gcp.vertex.agent.session_id",
            "mlflow.trace.session",
            "metadata.session_id",
            "metadata.litellm_session_id")),
        MaxName);

    public static string? User(SpanView span) => WireText.Shortened(
        ClientJson.Unquoted(span.Text(
            "user.id",
            "enduser.id",
            "traceloop.association.properties.user_id",
            "langfuse.user.id",
            "ai.telemetry.metadata.userId",
            "mlflow.trace.user",
            "llm.user",
            "metadata.user_api_key_end_user_id",
            "gen_ai.request.user")),
        MaxName);

    public static SeriesKey Series(
        ProjectId project, SpanView span, ResourceFacts resource, SpanReading reading) => new(
        project,
        Name(span.Text("llmops.route") ?? resource.Route ?? span.Text("gen_ai.agent.name") ?? resource.Service)
            ?? "default",
        Name(reading.ResponseModel ?? reading.RequestModel),
        Name(span.Text("llmops.version") ?? resource.Version
            ?? span.Text("langfuse.version", "langfuse.release") ?? resource.ServiceVersion),
        Name(SpanSeller.Of(span, reading)),
        Name(reading.Prompt),
        Name(Environment(span, resource)));

    public static string? Name(string? text) => WireText.Shortened(text, MaxName);

    /// <summary>
    /// The span's own word before its resource's. SDKs that were told none call it <c>default</c>, which is the word of
    /// nobody where the resource knows better.
    /// </summary>
    private static string? Environment(SpanView span, ResourceFacts resource)
    {
        const string Untold = "default";
        var own = span.Text("langfuse.environment");
        return span.Text("deployment.environment.name", "deployment.environment")
            ?? (own is Untold ? null : own)
            ?? resource.Environment
            ?? own
            ?? span.Text("gen_ai.environment");
    }
}
