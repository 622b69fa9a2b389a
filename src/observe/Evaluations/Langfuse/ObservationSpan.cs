using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Dashboard.Evaluations.Ingest;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>
/// Writes an observation as the OTLP/JSON export that Langfuse's own OpenTelemetry SDK would have made of it, so that one
/// reader understands both.
/// </summary>
internal static class ObservationSpan
{
    private static readonly (string Member, string Attribute)[] Texts =
    [
        ("model", "langfuse.observation.model.name"), ("level", "langfuse.observation.level"),
        ("statusMessage", "langfuse.observation.status_message"), ("promptName", "langfuse.observation.prompt.name"),
        ("promptVersion", "langfuse.observation.prompt.version"), ("version", "langfuse.version"),
        ("environment", "langfuse.environment"),
    ];

    private static readonly (string Member, string Attribute)[] Jsons =
    [
        ("modelParameters", "langfuse.observation.model.parameters"), ("input", "langfuse.observation.input"),
        ("output", "langfuse.observation.output"), ("metadata", "langfuse.observation.metadata"),
    ];

    private static readonly (string Member, string Attribute)[] OfTrace =
    [
        ("userId", "user.id"), ("sessionId", "session.id"), ("name", "langfuse.trace.name"), ("release", "langfuse.release"),
        ("version", "langfuse.version"), ("environment", "langfuse.environment"), ("tags", "langfuse.trace.tags"),
        ("metadata", "langfuse.trace.metadata"),
    ];

    public static byte[] Export(MergedObservation observation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans");
            json.WriteStartObject();
            json.WriteStartArray("scopeSpans");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", "langfuse-ingestion");
            json.WriteEndObject();
            json.WriteStartArray("spans");
            WriteSpan(json, observation);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSpan(Utf8JsonWriter json, MergedObservation observation)
    {
        json.WriteStartObject();
        json.WriteString("traceId", LangfuseIds.Trace(observation.Trace).ToString());
        json.WriteString("spanId", LangfuseIds.Span(observation.Id).ToString());
        if (Text(observation.Body, "parentObservationId") is { } parent)
        {
            json.WriteString("parentSpanId", LangfuseIds.Span(parent).ToString());
        }

        json.WriteString("name", Text(observation.Body, "name") ?? observation.Kind);
        json.WriteString("startTimeUnixNano", Nanoseconds(observation.Start));
        json.WriteString("endTimeUnixNano", Nanoseconds(observation.End));
        json.WriteStartArray("attributes");
        foreach (var (key, value) in Attributes(observation))
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            json.WriteString("stringValue", value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Dictionary<string, string> Attributes(MergedObservation observation)
    {
        var (body, trace) = (observation.Body, observation.OfTrace);
        var attributes = new Dictionary<string, string>
        {
            ["langfuse.observation.type"] = observation.Kind,
            ["langfuse.observation.id"] = observation.Id,
            ["langfuse.trace.id"] = observation.Trace,
        };

        void Add(string attribute, string? value)
        {
            if (value is { Length: > 0 })
            {
                attributes.TryAdd(attribute, value);
            }
        }

        foreach (var (member, attribute) in Texts)
        {
            Add(attribute, Text(body, member));
        }

        foreach (var (member, attribute) in Jsons)
        {
            Add(attribute, Content(body, member));
        }

        foreach (var (member, attribute) in OfTrace)
        {
            Add(attribute, Content(trace, member));
        }

        Add("langfuse.observation.completion_start_time", Text(body, "completionStartTime"));
        Add("langfuse.observation.usage_details", ObservationUsage.Details(body));
        Add("langfuse.observation.cost_details", ObservationUsage.Costs(body));
        return attributes;
    }

    private static string? Text(IReadOnlyDictionary<string, JsonElement> body, string name) =>
        body.TryGetValue(name, out var value) ? value.AsText() : null;

    /// <summary>Text as it is, structures as JSON.</summary>
    private static string? Content(IReadOnlyDictionary<string, JsonElement> body, string name) =>
        body.TryGetValue(name, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;

    private static string Nanoseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
