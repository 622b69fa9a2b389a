using System.Buffers;
using CsCheck;
using Dashboard.Events;
using Dashboard.Gateway.Spool;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Gateway.Tests.Spool;

public sealed class SpanCodecTests
{
    [Fact]
    public void A_span_comes_back_as_it_was()
    {
        var span = Some.Record() with
        {
            ParentSpanId = new SpanId(ulong.MaxValue),
            TraceId = new TraceId(UInt128.MaxValue),
            StartedAt = Some.Noon.AddMicroseconds(123_457),
            Input = "[{\"role\":\"user\",\"content\":\"Grüße, 世界 \u0001 </script>\"}]",
            Output = "👍",
            Call = Some.Record().Call! with { ReportedCost = new Nanodollars(7) },
            SessionId = "s",
            UserId = "u",
        };

        Assert.Equal(span, Read(span));
    }

    [Fact]
    public void Whatever_the_numbers_and_texts_are_they_come_back() =>
        Gen.Select(Gen.ULong, Gen.Long, Gen.Long, Gen.String, Gen.Enum<SpanStatus>(), Gen.Bool)
            .Sample((id, tokens, cost, text, status, isPriced) =>
            {
                var span = Some.Record() with
                {
                    TraceId = new TraceId(((UInt128)id << 64) | ~id),
                    SpanId = new SpanId(id),
                    Output = text,
                    Status = status,
                    Call = Some.Record().Call! with
                    {
                        Tokens = isPriced ? new TokenCounts { InputUncached = tokens, Reasoning = tokens } : null,
                        Cost = isPriced
                            ? new CallCost(CostStatus.Priced, new Nanodollars(cost), text)
                            : new CallCost(CostStatus.NoUsage, null, null),
                    },
                };

                Assert.Equal(span, Read(span));
            });

    [Fact]
    public void Text_that_is_no_Unicode_becomes_text_that_is()
    {
        var span = Some.Record() with { Output = "half \ud83d pair" };

        Assert.Equal("half \ufffd pair", Read(span).Output);
    }

    private static SpanRecord Read(SpanRecord span)
    {
        var output = new ArrayBufferWriter<byte>();
        SpanCodec.Write(output, span);
        Assert.True(RecordFrame.TryRead(output.WrittenSpan, out var content, out var length));
        Assert.Equal(output.WrittenCount, length);
        return SpanCodec.Read(content);
    }
}
