using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Small OTLP/JSON exports.</summary>
internal static class OtlpJson
{
    public static string NewTraceId() => Guid.NewGuid().ToString("N");

    /// <summary>A chat call that began a minute ago unless said otherwise.</summary>
    public static object Span(
        string? traceId = null, string? spanId = null, DateTimeOffset? start = null,
        params (string Key, string Value)[] attributes)
    {
        var nanos = ((start ?? TimeProvider.System.GetUtcNow().AddMinutes(-1)) - DateTimeOffset.UnixEpoch).Ticks * 100;
        (string, string)[] all =
        [
            ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-4o-mini"), ("gen_ai.provider.name", "openai"),
            .. attributes,
        ];
        return new
        {
            traceId = traceId ?? NewTraceId(),
            spanId = spanId ?? NewTraceId()[..16],
            name = "chat gpt-4o-mini",
            startTimeUnixNano = nanos.ToString(CultureInfo.InvariantCulture),
            endTimeUnixNano = (nanos + 1_500_000_000).ToString(CultureInfo.InvariantCulture),
            attributes = all.Select(pair => new { key = pair.Item1, value = new { stringValue = pair.Item2 } }),
        };
    }

    public static byte[] Export(params object[] spans) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans } } } } }));
}
