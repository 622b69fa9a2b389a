using System.Runtime.InteropServices;
using Dashboard.Events;

namespace Dashboard.Gateway.Door;

/// <summary>
/// The request's span among others (https://www.w3.org/TR/trace-context): below the client's where it says so, and
/// above
/// whatever the provider makes of it.
/// </summary>
/// <param name="TraceId">The client's, else a new one.</param>
/// <param name="SpanId">Ours.</param>
/// <param name="Parent">The client's span.</param>
/// <param name="Flags">The client's, two hexadecimal digits.</param>
internal readonly record struct TraceLink(TraceId TraceId, SpanId SpanId, SpanId? Parent, string Flags)
{
    private const string Sampled = "01";

    /// <summary>What goes upstream.</summary>
    public string Traceparent => $"00-{TraceId}-{SpanId}-{Flags}";

    /// <summary>Continues a <c>traceparent</c>; one that is missing or malformed begins a new trace.</summary>
    public static TraceLink Continue(string? traceparent)
    {
        var own = new SpanId(Random64());

        // 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01; later versions may add more at the end.
        if (traceparent is { Length: >= 55 } text
            && text[2] == '-' && text[35] == '-' && text[52] == '-'
            && (text.Length == 55 || (text[55] == '-' && !text.StartsWith("00", StringComparison.Ordinal)))
            && !text.StartsWith("ff", StringComparison.Ordinal)
            && TraceId.TryParse(text[3..35], out var trace) && !trace.IsEmpty
            && SpanId.TryParse(text[36..52], out var parent) && !parent.IsEmpty
            && char.IsAsciiHexDigit(text[53]) && char.IsAsciiHexDigit(text[54]))
        {
            return new TraceLink(trace, own, parent, text[53..55]);
        }

        return new TraceLink(new TraceId(new UInt128(Random64(), Random64())), own, Parent: null, Sampled);
    }

    private static ulong Random64()
    {
        ulong value = 0;
        while (value == 0)
        {
            Random.Shared.NextBytes(MemoryMarshal.AsBytes(new Span<ulong>(ref value)));
        }

        return value;
    }
}
