using System.Text.Json;
using Dashboard.Ingest.Wire;
using Dashboard.Texts;

namespace Dashboard.Ingest.Rereading;

/// <summary>
/// What was kept of a span beside its content, as <c>Ingest/SpanJson.cs</c> wrote it, turned back into what was sent:
/// <code>{"resource":{..},"scope":{"name":"..","version":".."},"attributes":{"gen_ai.usage.input_tokens":42,..}}</code>
/// </summary>
internal static class RawSpan
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 128 };

    /// <summary>The span with its origin; null where the text is none.</summary>
    /// <param name="raw">The stored text.</param>
    /// <param name="call">The stored call, for what has a column of its own.</param>
    public static (OtlpScope Scope, OtlpSpan Span)? Read(string raw, StoredCall call)
    {
        try
        {
            using var json = LenientJson.Parse(raw, s_options);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var root = json.RootElement;
            var span = new OtlpSpan
            {
                TraceId = call.TraceId,
                SpanId = call.SpanId,
                Name = call.Name,
                StartNanos = Nanos(call.StartedAt),
                EndNanos = Nanos(call.StartedAt) + ((ulong)call.DurationMicros * 1000),
            };
            span.Attributes.AddRange(Members(root, "attributes"));
            var scope = root.TryGetProperty("scope", out var origin) && origin.ValueKind == JsonValueKind.Object
                ? origin
                : (JsonElement?)null;
            return (
                new OtlpScope(
                    new OtlpResource(Members(root, "resource")), Text(scope, "name"), Text(scope, "version"),
                    scope is { } given ? Members(given, "attributes") : []),
                span);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Broken off, or with text that no string can hold: there is nothing to be read again.
            return null;
        }
    }

    private static ulong Nanos(DateTimeOffset at) =>
        (ulong)(at - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    private static string? Text(JsonElement? json, string name) =>
        json is { } given && given.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static List<OtlpAttribute> Members(JsonElement json, string name) =>
        json.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object
            ? Members(members)
            : [];

    private static List<OtlpAttribute> Members(JsonElement json) =>
        [.. json.EnumerateObject().Select(member => new OtlpAttribute(member.Name, Value(member.Value)))];

    private static AttributeValue Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => AttributeValue.Of(json.GetString()!),
        JsonValueKind.True or JsonValueKind.False => AttributeValue.Of(json.GetBoolean()),
        JsonValueKind.Number => json.TryGetInt64(out var whole)
            ? AttributeValue.Of(whole)
            : AttributeValue.Of(json.GetDouble()),
        JsonValueKind.Array => AttributeValue.Of(json.EnumerateArray().Select(Value).ToList()),
        JsonValueKind.Object => AttributeValue.Of(Members(json)),
        _ => default,
    };
}
