using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Dashboard.Web.Demo;

/// <summary>
/// Writes calls as the OTLP/JSON export of an instrumented application, with the attributes of OpenTelemetry's GenAI
/// conventions: per call a trace of an agent, its retrieval and the model call, or the model call alone.
/// </summary>
internal static class DemoSpans
{
    private const int Internal = 1;
    private const int Client = 3;

    /// <summary>The body of one <c>POST /v1/traces</c>.</summary>
    /// <param name="calls">Calls, and the ids of their traces.</param>
    /// <param name="whole">Whether with everything around the model call, and with texts.</param>
    public static byte[] Export(IEnumerable<(DemoCall Call, string Trace)> calls, bool whole)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans");
            foreach (var route in calls.GroupBy(call => (call.Call.Route, call.Call.Version)))
            {
                json.WriteStartObject();
                json.WriteStartObject("resource");
                WriteAttributes(
                    json,
                    ("service.name", route.Key.Route.Name),
                    ("service.version", route.Key.Version.Name),
                    ("deployment.environment.name", "demo"));
                json.WriteEndObject();
                json.WriteStartArray("scopeSpans");
                json.WriteStartObject();
                json.WriteStartObject("scope");
                json.WriteString("name", "dashboard.demo");
                json.WriteEndObject();
                json.WriteStartArray("spans");
                foreach (var (call, trace) in route)
                {
                    if (whole)
                    {
                        WriteTrace(json, call, trace);
                    }
                    else
                    {
                        WriteCall(json, call, trace, null, []);
                    }
                }

                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTrace(Utf8JsonWriter json, DemoCall call, string trace)
    {
        var agent = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var lookup = TimeSpan.FromMilliseconds(30) + (call.Duration / 20);
        var begin = call.Start - lookup;
        var end = call.Start + call.Duration;

        WriteSpan(json, trace, agent, null, "invoke_agent " + call.Route.Name, Internal, begin, end, call.ErrorType,
            ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", call.Route.Name), ("user.id", User(call)));
        WriteSpan(json, trace, NewSpanId(), agent, "retrieve handbook", Internal, begin, call.Start, null,
            ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "handbook_search"));
        WriteCall(json, call, trace, agent, Texts(call));
    }

    private static void WriteCall(
        Utf8JsonWriter json, DemoCall call, string trace, string? agent, (string Name, object? Value)[] texts) => WriteSpan(
        json, trace, NewSpanId(), agent, "chat " + call.Route.Model.Name, Client, call.Start, call.Start + call.Duration,
        call.ErrorType, [.. Chat(call), .. texts]);

    private static (string Name, object? Value)[] Chat(DemoCall call) =>
    [
        ("gen_ai.operation.name", "chat"),
        ("gen_ai.provider.name", DemoModel.Provider),
        ("gen_ai.request.model", call.Route.Model.Name),
        ("gen_ai.response.model", call.ErrorType is null ? call.Route.Model.Name : null),
        ("gen_ai.usage.input_tokens", call.ErrorType is null ? call.InputTokens : null),
        ("gen_ai.usage.cache_read.input_tokens",
            call.ErrorType is null && call.CachedTokens > 0 ? call.CachedTokens : null),
        ("gen_ai.usage.output_tokens", call.ErrorType is null ? call.OutputTokens : null),
        ("gen_ai.response.time_to_first_chunk", call.ErrorType is null ? call.TimeToFirstToken.TotalSeconds : null),
        ("user.id", User(call)),
        ("error.type", call.ErrorType),
    ];

    private static (string Name, object? Value)[] Texts(DemoCall call) =>
    [
        ("gen_ai.input.messages", Messages(
            ("system", DemoTexts.Instructions), ("user", DemoTexts.Question(call.Topic)))),
        ("gen_ai.output.messages",
            call.ErrorType is null ? Messages(("assistant", DemoTexts.Answer(call.Topic))) : null),
    ];

    private static string Messages(params (string Role, string Text)[] messages) => JsonSerializer.Serialize(
        messages.Select(message => new
        {
            role = message.Role,
            parts = new[] { new { type = "text", content = message.Text } },
        }));

    private static string User(DemoCall call) => $"customer-{call.User:D3}";

    private static string NewSpanId() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    private static void WriteSpan(
        Utf8JsonWriter json,
        string trace,
        string span,
        string? parent,
        string name,
        int kind,
        DateTimeOffset start,
        DateTimeOffset end,
        string? error,
        params (string Name, object? Value)[] attributes)
    {
        json.WriteStartObject();
        json.WriteString("traceId", trace);
        json.WriteString("spanId", span);
        if (parent is not null)
        {
            json.WriteString("parentSpanId", parent);
        }

        json.WriteString("name", name);
        json.WriteNumber("kind", kind);
        json.WriteString("startTimeUnixNano", Nanoseconds(start));
        json.WriteString("endTimeUnixNano", Nanoseconds(end));
        WriteAttributes(json, attributes);
        json.WriteStartObject("status");
        if (error is not null)
        {
            json.WriteNumber("code", 2);
            json.WriteString("message", error);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, params (string Name, object? Value)[] attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (name, value) in attributes.Where(attribute => attribute.Value is not null))
        {
            json.WriteStartObject();
            json.WriteString("key", name);
            json.WriteStartObject("value");
            switch (value)
            {
                case int number:
                    json.WriteString("intValue", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case double number:
                    json.WriteNumber("doubleValue", number);
                    break;
                default:
                    json.WriteString("stringValue", (string)value!);
                    break;
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Nanoseconds(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
