using System.Text;
using CsCheck;
using Dashboard.Gateway.Answers;
using Xunit;

namespace Dashboard.Gateway.Tests.Answers;

public sealed class SseBufferTests
{
    private const int Most = 1 << 20;

    private static readonly Gen<string> _text =
        OneOf("{\"a\":\"é\"}", "😀", "", "[DONE]", "x: y", " two", "data", "\u2028").List[1, 4]
            .Select(parts => string.Concat(parts));

    private static readonly Gen<string> _lineEnd = OneOf("\n", "\r\n", "\r");

    /// <summary>Events of one or several data lines, comments and other fields between them.</summary>
    private static readonly Gen<(string Raw, string? Data)> _event =
        from end in _lineEnd
        from data in _text.List[0, 3]
        from before in OneOf("", ": comment", "event: delta", "id: 7", "database: no")
        from space in OneOf(" ", "")
        select (
            (before.Length > 0 ? before + end : "")
                + string.Concat(data.Select(line => "data:" + space + line + end)) + end,
            data.Count == 0
                ? null
                : string.Join('\n', data.Select(line => space.Length == 0 && line.StartsWith(' ') ? line[1..] : line)));

    [Fact]
    public void However_the_network_cuts_a_stream_its_events_are_the_same()
    {
        Gen.Select(_event.List[1, 6], Gen.Int[1, 40].List[1, 30]).Sample((events, cuts) =>
        {
            var raw = string.Concat(events.Select(one => one.Raw));
            var read = Read(Encoding.UTF8.GetBytes(raw), cuts);

            Assert.Equal(raw, string.Concat(read.Select(one => one.Raw)));
            Assert.Equal(
                events.Where(one => one.Data is not null).Select(one => one.Data),
                read.Where(one => one.HasData).Select(one => one.Data));
        });
    }

    [Fact]
    public void Where_the_data_stands_within_an_event_is_known_unless_it_was_joined()
    {
        using var buffer = Filled("event: x\ndata: {\"a\":1}\n\ndata: 1\ndata: 2\n\n");

        Assert.True(buffer.TryRead(atEnd: false, out var single));
        Assert.Equal("{\"a\":1}"u8, single.Raw[single.DataOffset..][..single.Data.Length]);
        Assert.True(buffer.TryRead(atEnd: false, out var joined));
        Assert.Equal(-1, joined.DataOffset);
        Assert.Equal("1\n2"u8, joined.Data);
    }

    [Fact]
    public void The_last_event_needs_no_empty_line()
    {
        using var buffer = Filled("data: [DONE]");

        Assert.False(buffer.TryRead(atEnd: false, out _));
        Assert.True(buffer.TryRead(atEnd: true, out var last));
        Assert.True(last.IsDone);
        Assert.False(buffer.TryRead(atEnd: true, out _));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_line()
    {
        using var buffer = Filled("\uFEFFdata: 1\n\n");

        Assert.True(buffer.TryRead(atEnd: false, out var first));
        Assert.Equal("1"u8, first.Data);
    }

    private static Gen<string> OneOf(params string[] texts) =>
        Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static SseBuffer Filled(string text)
    {
        var buffer = new SseBuffer(Most);
        Add(buffer, Encoding.UTF8.GetBytes(text));
        return buffer;
    }

    private static void Add(SseBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer.GetMemory().Span);
        buffer.Advance(bytes.Length);
    }

    private static List<(string Raw, string Data, bool HasData)> Read(byte[] bytes, List<int> cuts)
    {
        using var buffer = new SseBuffer(Most);
        var read = new List<(string, string, bool)>();
        for (var (at, cut) = (0, 0); at < bytes.Length; cut++)
        {
            var length = Math.Min(cuts[cut % cuts.Count], bytes.Length - at);
            Add(buffer, bytes.AsSpan(at, length));
            at += length;
            Take(buffer, atEnd: false, read);
        }

        Take(buffer, atEnd: true, read);
        return read;
    }

    private static void Take(SseBuffer buffer, bool atEnd, List<(string Raw, string Data, bool HasData)> into)
    {
        while (buffer.TryRead(atEnd, out var next))
        {
            var raw = Encoding.UTF8.GetString(next.Raw);
            into.Add((raw, Encoding.UTF8.GetString(next.Data), raw.Split('\r', '\n').Any(IsData)));
        }
    }

    private static bool IsData(string line) => line == "data" || line.StartsWith("data:", StringComparison.Ordinal);
}
