using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Bench;

/// <summary>
/// An OTLP/protobuf export of chat spans with their messages. Built once; before each sending new ids and times are written
/// into it, so that the client costs next to nothing beside what it measures.
/// </summary>
internal sealed class SpanBody
{
    private readonly byte[] _bytes;
    private readonly List<int> _traceIds = [];
    private readonly List<int> _spanIds = [];
    private readonly List<int> _starts = [];
    private readonly List<int> _ends = [];

    /// <param name="spans">How many spans the export holds.</param>
    /// <param name="contentLength">Characters of prompt and answer together, for each span.</param>
    /// <param name="route">The route that the spans name.</param>
    /// <param name="version">The version that served them.</param>
    /// <param name="models">The model of a span by its place; one for all where it is not given.</param>
    public SpanBody(
        int spans, int contentLength, string route, string version, Func<int, string>? models = null)
    {
        Count = spans;
        var prompt = Text(contentLength * 3 / 4);
        var answer = Text(contentLength / 4);
        using var scopeSpans = new MemoryStream();
        var offsets = new List<(int Trace, int Span, int Start, int End)>();
        for (var i = 0; i < spans; i++)
        {
            var (span, inner) = Span(prompt, answer, i, models?.Invoke(i) ?? "gpt-4o-mini-2024-07-18");
            WriteTag(scopeSpans, 2, 2);
            WriteVarint(scopeSpans, (ulong)span.Length);
            var at = (int)scopeSpans.Position;
            offsets.Add((at + inner.Trace, at + inner.Span, at + inner.Start, at + inner.End));
            scopeSpans.Write(span);
        }

        using var resource = new MemoryStream();
        WriteBytes(resource, 1, Attribute("service.name", route));
        WriteBytes(resource, 1, Attribute("service.version", version));
        using var resourceSpans = new MemoryStream();
        WriteBytes(resourceSpans, 1, resource.ToArray());
        WriteTag(resourceSpans, 2, 2);
        WriteVarint(resourceSpans, (ulong)scopeSpans.Length);
        var inResource = (int)resourceSpans.Position;
        scopeSpans.WriteTo(resourceSpans);
        using var request = new MemoryStream();
        WriteTag(request, 1, 2);
        WriteVarint(request, (ulong)resourceSpans.Length);
        var inRequest = (int)request.Position + inResource;
        resourceSpans.WriteTo(request);
        _bytes = request.ToArray();
        foreach (var (trace, span, start, end) in offsets)
        {
            _traceIds.Add(inRequest + trace);
            _spanIds.Add(inRequest + span);
            _starts.Add(inRequest + start);
            _ends.Add(inRequest + end);
        }
    }

    public int Count { get; }

    public int Length => _bytes.Length;

    /// <summary>The export with new random ids, starting at <paramref name="now"/>.</summary>
    public ReadOnlyMemory<byte> Fresh(DateTimeOffset now)
    {
        var start = (ulong)(now - DateTimeOffset.UnixEpoch).Ticks * 100;
        for (var i = 0; i < Count; i++)
        {
            Random.Shared.NextBytes(_bytes.AsSpan(_traceIds[i], 16));
            Random.Shared.NextBytes(_bytes.AsSpan(_spanIds[i], 8));
            var duration = (ulong)Random.Shared.NextInt64(200_000_000, 4_000_000_000);
            BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_starts[i]), start);
            BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_ends[i]), start + duration);
        }

        return _bytes;
    }

    private static (byte[] Bytes, (int Trace, int Span, int Start, int End) Offsets) Span(
        string prompt, string answer, int index, string model)
    {
        using var span = new MemoryStream();
        var trace = WriteBytes(span, 1, new byte[16]);
        var id = WriteBytes(span, 2, new byte[8]);
        WriteBytes(span, 5, "chat gpt-4o-mini"u8);
        WriteTag(span, 6, 0);
        WriteVarint(span, 3);
        WriteTag(span, 7, 1);
        var start = (int)span.Position;
        span.Write(new byte[8]);
        WriteTag(span, 8, 1);
        var end = (int)span.Position;
        span.Write(new byte[8]);
        WriteBytes(span, 9, Attribute("gen_ai.operation.name", "chat"));
        WriteBytes(span, 9, Attribute("gen_ai.provider.name", "openai"));
        WriteBytes(span, 9, Attribute("gen_ai.request.model", "gpt-4o-mini"));
        WriteBytes(span, 9, Attribute("gen_ai.response.model", model));
        WriteBytes(span, 9, Attribute("gen_ai.response.id", $"chatcmpl-bench-{index}"));
        WriteBytes(span, 9, Attribute("gen_ai.usage.input_tokens", 420 + index));
        WriteBytes(span, 9, Attribute("gen_ai.usage.output_tokens", 170));
        WriteBytes(span, 9, Attribute("user.id", $"user-{index % 20}"));
        WriteBytes(span, 9, Attribute(
            "gen_ai.input.messages", $$"""[{"role":"user","parts":[{"type":"text","content":"{{prompt}}"}]}]"""));
        WriteBytes(span, 9, Attribute(
            "gen_ai.output.messages", $$"""[{"role":"assistant","parts":[{"type":"text","content":"{{answer}}"}]}]"""));
        return (span.ToArray(), (trace, id, start, end));
    }

    private static string Text(int length) => string.Concat(Enumerable.Repeat("Where is my order 88412? ", (length / 25) + 1))[..length];

    private static byte[] Attribute(string key, string value)
    {
        using var any = new MemoryStream();
        WriteBytes(any, 1, Encoding.UTF8.GetBytes(value));
        return KeyValue(key, any.ToArray());
    }

    private static byte[] Attribute(string key, long value)
    {
        using var any = new MemoryStream();
        WriteTag(any, 3, 0);
        WriteVarint(any, (ulong)value);
        return KeyValue(key, any.ToArray());
    }

    private static byte[] KeyValue(string key, byte[] any)
    {
        using var pair = new MemoryStream();
        WriteBytes(pair, 1, Encoding.UTF8.GetBytes(key));
        WriteBytes(pair, 2, any);
        return pair.ToArray();
    }

    /// <summary>Returns where the content begins.</summary>
    private static int WriteBytes(MemoryStream stream, int field, ReadOnlySpan<byte> content)
    {
        WriteTag(stream, field, 2);
        WriteVarint(stream, (ulong)content.Length);
        var at = (int)stream.Position;
        stream.Write(content);
        return at;
    }

    private static void WriteTag(MemoryStream stream, int field, int wireType) =>
        WriteVarint(stream, (ulong)((field << 3) | wireType));

    private static void WriteVarint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
