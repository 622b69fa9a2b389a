using System.Security.Cryptography;
using System.Text.Json;

namespace Dashboard.E2E.Faults;

/// <summary>
/// An OTLP/JSON export that is made once and sent, byte for byte, until it is acknowledged, as exporters do.
/// </summary>
/// <param name="Body">The request.</param>
/// <param name="Spans">What is in it.</param>
internal sealed record SpanExport(byte[] Body, IReadOnlyList<SentSpan> Spans)
{
    /// <summary>
    /// So many traces of a framework's chat span around a provider's: one call each. What is around and what is within come
    /// in two exports, so that whichever is stored second corrects the sums of the first.
    /// </summary>
    public static (SpanExport Around, SpanExport Within) Pair(int traces, DateTimeOffset now)
    {
        var ids = Enumerable.Range(0, traces)
            .Select(_ => (Trace: Hex(16), Around: Hex(8), Within: Hex(8)))
            .ToList();
        return (
            Of(ids.Select(id => (new SentSpan(id.Trace, id.Around), (string?)null)), now),
            Of(ids.Select(id => (new SentSpan(id.Trace, id.Within), (string?)id.Around)), now.AddMilliseconds(2)));
    }

    private static SpanExport Of(IEnumerable<(SentSpan Id, string? Parent)> spans, DateTimeOffset start)
    {
        var listed = spans.ToList();
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            resourceSpans = new[]
            {
                new
                {
                    resource = new { attributes = new[] { Text("service.name", "faults") } },
                    scopeSpans = new[] { new { spans = listed.Select(span => Span(span.Id, span.Parent, start)) } },
                },
            },
        });
        return new SpanExport(body, [.. listed.Select(span => span.Id)]);
    }

    private static object Span(SentSpan id, string? parent, DateTimeOffset start) => new
    {
        traceId = id.Trace,
        spanId = id.Span,
        parentSpanId = parent ?? "",
        name = "chat gpt-4o-mini",
        kind = 3,
        startTimeUnixNano = Nanoseconds(start),
        endTimeUnixNano = Nanoseconds(start.AddMilliseconds(parent is null ? 900 : 850)),
        attributes = new[]
        {
            Text("gen_ai.operation.name", "chat"),
            Text("gen_ai.provider.name", "openai"),
            Text("gen_ai.request.model", "gpt-4o-mini"),
            Text("gen_ai.response.id", "chatcmpl-" + id.Trace),
            Number("gen_ai.usage.input_tokens", 420),
            Number("gen_ai.usage.output_tokens", 17),
        },
    };

    private static object Text(string key, string text) => new { key, value = new { stringValue = text } };

    private static object Number(string key, int number) => new { key, value = new { intValue = $"{number}" } };

    private static string Nanoseconds(DateTimeOffset time) => $"{(time - DateTimeOffset.UnixEpoch).Ticks * 100}";

    private static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
