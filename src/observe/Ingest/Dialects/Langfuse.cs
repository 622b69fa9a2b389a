using System.Globalization;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Spans of the Langfuse SDKs (https://langfuse.com/integrations/native/opentelemetry). Usage, cost and times are JSON
/// within text; a failure is a level, while the span's own status stays unset.
/// </summary>
internal sealed class Langfuse : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        if (span.Text("langfuse.observation.type") is not { } type)
        {
            return null;
        }

        var otel = OtelGenAi.ReadNames(span);
        var model = span.Text("langfuse.observation.model.name");
        var reading = otel with
        {
            Role = Role(type),
            Inference = type switch
            {
                "generation" => Operations.Inference(span.Text("gen_ai.operation.name")) ?? Operations.Chat,
                "embedding" => Operations.Embeddings,
                _ => null,
            },
            RequestModel = otel.RequestModel ?? model,
            ResponseModel = model ?? otel.ResponseModel,
            TimeToFirstTokenMicros = FirstToken(span) ?? otel.TimeToFirstTokenMicros,
            ServiceTier = otel.ServiceTier ?? ClientJson.Read(
                span.Text("langfuse.observation.model.parameters"), json => ClientJson.Text(json, "service_tier")),
            ReportedCost = Cost(span) ?? otel.ReportedCost,
            Prompt = PromptName.Of(
                span.Text("langfuse.observation.prompt.name"), span.Text("langfuse.observation.prompt.version"))
                    ?? otel.Prompt,
            Input = span.TakeContent("langfuse.observation.input", "langfuse.trace.input") ?? OtelContent.Input(span),
            Output = span.TakeContent("langfuse.observation.output", "langfuse.trace.output") ?? OtelContent.Output(span),
            Failed = span.Text("langfuse.observation.level") == "ERROR",
            StatusMessage = span.Text("langfuse.observation.status_message"),
        };
        var sender = SpanUsage.Sender(span, reading, embeds: type == "embedding");
        return UsageDocuments.Read(span, "langfuse.observation.usage_details").Split(sender) is
        { Tokens: not null } usage ? reading with { Usage = usage } : reading;
    }

    private static SpanRole Role(string type) => type switch
    {
        "generation" => SpanRole.Model,
        "embedding" => SpanRole.Embedding,
        "agent" => SpanRole.Agent,
        "chain" => SpanRole.Chain,
        "retriever" => SpanRole.Retrieval,
        "tool" => SpanRole.Tool,
        "evaluator" => SpanRole.Evaluator,
        "guardrail" => SpanRole.Guardrail,
        _ => SpanRole.Other,
    };

    /// <summary><c>"2026-11-22T05:01:59.633Z"</c>, its quotes included, less the start of the span.</summary>
    public static long? FirstToken(SpanView span)
    {
        var text = span.Text("langfuse.observation.completion_start_time")?.Trim('"');
        if (!DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var first))
        {
            return null;
        }

        var startTicks = DateTimeOffset.UnixEpoch.UtcTicks + (long)(span.Span.StartNanos / 100);
        return Amounts.Micros((first.UtcTicks - startTicks) / (double)TimeSpan.TicksPerSecond);
    }

    private static Nanodollars? Cost(SpanView span) =>
        ClientJson.Read(span.Text("langfuse.observation.cost_details"), json =>
        {
            if (json.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            return json.TryGetProperty("total", out var total) && Dollars(total) is { } dollars
                ? Amounts.Cost(dollars)
                : Amounts.Cost(json.EnumerateObject().Sum(part => Dollars(part.Value) ?? 0));
        });

    private static decimal? Dollars(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var dollars)
            && Math.Abs(dollars) < 1_000_000_000 ? dollars : null;
}
