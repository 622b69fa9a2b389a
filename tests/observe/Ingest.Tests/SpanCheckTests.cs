using Dashboard.Events;
using Dashboard.Ingest.Tests.Wire;
using Dashboard.Ingest.Wire;
using Xunit;

namespace Dashboard.Ingest.Tests;

public sealed class SpanCheckTests
{
    private const ulong NanosPerHour = 3_600_000_000_000;
    private static readonly ulong Now = (ulong)(Captures.Now - DateTimeOffset.UnixEpoch).Ticks * 100;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bad_spans_are_counted_and_the_good_ones_kept(bool json)
    {
        var encoding = json ? OtlpEncoding.Json : OtlpEncoding.Protobuf;
        var noTrace = Sent.Span();
        noTrace.TraceId = default;
        var noId = Sent.Span();
        noId.SpanId = default;
        var old = Sent.Span();
        old.StartNanos = 0;
        var export = TraceExport.Read(
            Encoded.Spans(encoding, noTrace, Sent.Span(), noId, old, Sent.Span()), encoding, ProjectId.First,
            Captures.Now,
            Sent.NoPrices);
        Assert.Equal((2, 3), (export.Records.Count, export.Rejected.Count));
        Assert.StartsWith("3 spans rejected. The first: trace_id", export.Rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_of_a_wrong_length_cost_their_span_and_the_message_says_what_to_send()
    {
        var span = new ProtobufText().Bytes(1, new byte[3]).Bytes(2, new byte[8]).Fixed64(7, Sent.StartNanos);
        Assert.Contains("trace_id has 3 bytes: send 16", Message(Export(span)), StringComparison.Ordinal);
        span = new ProtobufText().Bytes(1, [.. new byte[15], 1]).Bytes(2, new byte[9]).Fixed64(7, Sent.StartNanos);
        Assert.Contains("span_id has 9 bytes: send 8", Message(Export(span)), StringComparison.Ordinal);

        var json =
            """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"},null,{"traceId":5},"x"]}]}]}"""u8.ToArray();
        Assert.Equal(
            "4 spans rejected. The first: traceId must be 32 hexadecimal digits.",
            TraceExport.Read(json, OtlpEncoding.Json, ProjectId.First, Captures.Now, Sent.NoPrices).Rejected.Message);
    }

    [Fact]
    public void Start_times_from_2000_to_an_hour_ahead_are_accepted()
    {
        Assert.Null(Fault(946_684_800_000_000_000));
        Assert.Contains("before 2000-01-01", Fault(946_684_799_999_999_999), StringComparison.Ordinal);
        Assert.Contains("before 2000-01-01", Fault(0), StringComparison.Ordinal);
        Assert.Null(Fault(Now + NanosPerHour));
        Assert.Contains("an hour ahead", Fault(Now + NanosPerHour + 1), StringComparison.Ordinal);
        Assert.Contains("an hour ahead", Fault(4_102_444_800_000_000_000), StringComparison.Ordinal);
        Assert.Contains("an hour ahead", Fault(ulong.MaxValue), StringComparison.Ordinal);

        static string? Fault(ulong start)
        {
            var span = Sent.Span();
            span.StartNanos = start;
            return SpanCheck.Fault(span, Captures.Now);
        }
    }

    [Fact]
    public void Times_are_truncated_to_microseconds_and_no_duration_is_negative()
    {
        var span = Sent.Span();
        (span.StartNanos, span.EndNanos) = (Sent.StartNanos + 1999, Sent.StartNanos + 5001);
        var record = span.Read();
        Assert.Equal(1, (record.StartedAt - Sent.Span().Read().StartedAt).TotalMicroseconds);
        Assert.Equal(3, record.DurationMicros);

        span.EndNanos = span.StartNanos - 1;
        Assert.Equal(0, span.Read().DurationMicros);
    }

    private static byte[] Export(ProtobufText span) =>
        new ProtobufText().Message(1, new ProtobufText().Message(2, new ProtobufText().Message(2, span))).ToBytes();

    private static string? Message(byte[] body) =>
        TraceExport.Read(body, OtlpEncoding.Protobuf, ProjectId.First, Captures.Now, Sent.NoPrices).Rejected.Message;
}
