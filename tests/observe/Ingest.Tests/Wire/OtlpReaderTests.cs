using System.Text;
using System.Text.Json;
using CsCheck;
using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests.Wire;

public sealed class OtlpReaderTests
{
    [Fact]
    public void A_valid_span_is_the_same_record_in_either_encoding_and_straight_from_its_model() =>
        SpanGen.Valid.Sample(span =>
        {
            var protobuf = Assert.Single(Read(Encoded.Protobuf(span), OtlpEncoding.Protobuf).Records);
            var json = Assert.Single(Read(Encoded.Json(span), OtlpEncoding.Json).Records);
            Assert.Equal(protobuf, json);
            Assert.Equal(span.Read(("service.name", "gus")), protobuf);
            using var raw = JsonDocument.Parse(protobuf.Raw);
        }, iter: 1000);

    [Fact]
    public void Random_bytes_are_read_or_refused_and_nothing_else() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool).Sample((bytes, json) => ReadOrRefuse(bytes, json), iter: 10_000);

    [Fact]
    public void A_damaged_export_is_read_or_refused_and_nothing_else() =>
        Gen.Select(SpanGen.Valid, Gen.Bool, Gen.Int[0, 100_000], Gen.Byte).Sample((span, json, place, value) =>
        {
            var bytes = json ? Encoded.Json(span) : Encoded.Protobuf(span);
            bytes[place % bytes.Length] = value;
            ReadOrRefuse(bytes, json);
            ReadOrRefuse(bytes[..(place % bytes.Length)], json);
        }, iter: 3000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_empty_body_is_an_empty_request(bool json)
    {
        var encoding = json ? OtlpEncoding.Json : OtlpEncoding.Protobuf;
        Assert.Empty(Read([], encoding).Records);
        Assert.Empty(Read("{}"u8.ToArray(), OtlpEncoding.Json).Records);
        Assert.Empty(Read("""{"resourceSpans":null}"""u8.ToArray(), OtlpEncoding.Json).Records);
    }

    [Theory]
    [InlineData("{\"resourceSpans\":[")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{\"resourceSpans\":{}}")]
    [InlineData("{\"resourceSpans\":[1]}")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":\"x\"}]}")]
    [InlineData("{} {}")]
    public void A_body_of_another_form_is_refused(string body) =>
        Assert.Throws<OtlpFormatException>(() => Read(Encoding.UTF8.GetBytes(body), OtlpEncoding.Json));

    [Theory]
    [InlineData("0b")]
    [InlineData("0c")]
    [InlineData("00")]
    [InlineData("0affffffffffffffffff01")]
    [InlineData("0a05")]
    [InlineData("80")]
    public void Bytes_that_are_no_protobuf_are_refused(string hex) =>
        Assert.Throws<OtlpFormatException>(() => Read(Convert.FromHexString(hex), OtlpEncoding.Protobuf));

    [Fact]
    public void The_message_of_a_refusal_holds_nothing_of_the_body()
    {
        var error =
            Assert.Throws<OtlpFormatException>(() => Read("{\"secret\":nonsense}"u8.ToArray(), OtlpEncoding.Json));
        Assert.Equal("The body is not valid JSON: line 1, byte 12.", error.Message);
    }

    [Fact]
    public void Integers_beyond_a_double_stay_exact_as_text_and_as_number()
    {
        Assert.Contains("9007199254740993", Raw("""{"key":"a","value":{"intValue":9007199254740993}}"""),
            StringComparison.Ordinal);
        Assert.Contains("9007199254740993", Raw("""{"key":"a","value":{"intValue":"9007199254740993"}}"""),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"key":"a"}""", "\"a\":null")]
    [InlineData("""{"key":"a","value":{"doubleValue":"NaN"}}""", "\"a\":\"NaN\"")]
    [InlineData("""{"key":"a","value":{"doubleValue":"-Infinity"}}""", "\"a\":\"-Infinity\"")]
    [InlineData("""{"key":"a","value":{"bytesValue":"AQI="}}""", "\"a\":\"AQI=\"")]
    [InlineData("""{"key":"a","value":{"string_value":"x"}}""", "\"a\":\"x\"")]
    [InlineData("""{"key":"a","value":"x"}""", "\"a\":\"x\"")]
    [InlineData("""{"key":"a\u0000b","value":{"stringValue":"x\u0000\ud800y\n"}}""",
        "\"a\uFFFDb\":\"x\uFFFD\uFFFDy\\n\"")]
    [InlineData("""{"key":"a","value":{"stringValue":"\ud83d\ude00"}}""", "\"a\":\"\\uD83D\\uDE00\"")]
    public void Values_of_every_form_are_understood(string attribute, string written) =>
        Assert.Contains(written, Raw(attribute), StringComparison.Ordinal);

    [Fact]
    public void Attributes_as_a_plain_object_are_understood() =>
        Assert.Contains(
            """{"a":1,"b":["x",true]}""",
            Assert.Single(ReadJson("""{"a":1,"b":["x",true]}""").Records).Raw, StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_not_UTF_8_is_replaced_and_the_span_kept()
    {
        var span = Sent.Span();
        var body = Encoded.Protobuf(span);
        var place = body.AsSpan().IndexOf("span"u8);
        body[place] = 0xFF;
        Assert.Equal("\uFFFDpan", Assert.Single(Read(body, OtlpEncoding.Protobuf).Records).Name);

        var json = Encoded.Json(span);
        json[json.AsSpan().IndexOf("\"span\""u8) + 1] = 0xFF;
        Assert.Equal("\uFFFDpan", Assert.Single(Read(json, OtlpEncoding.Json).Records).Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_thousand_attributes_are_kept(bool json)
    {
        var encoding = json ? OtlpEncoding.Json : OtlpEncoding.Protobuf;
        var span = Sent.Span([.. Enumerable.Range(0, 10_000).Select(i => ($"key.{i}", (object?)i))]);
        var record = Assert.Single(Read(Encoded.Spans(encoding, span), encoding).Records);
        using var raw = JsonDocument.Parse(record.Raw);
        Assert.Equal(10_000, raw.RootElement.GetProperty("attributes").EnumerateObject().Count());
    }

    [Fact]
    public void Deep_nesting_is_cut_and_the_span_kept_in_either_encoding()
    {
        // Deeper than the frames of any stack would allow.
        const int Levels = 100_000;
        var json = string.Concat(Enumerable.Repeat("{\"arrayValue\":{\"values\":[", Levels))
            + string.Concat(Enumerable.Repeat("]}}", Levels));
        Assert.Contains(ReadLimits.TooDeep, Raw($$"""{"key":"a","value":{{json}}}"""), StringComparison.Ordinal);

        var value = AttributeValue.Of("end");
        for (var i = 0; i < 200; i++)
        {
            value = AttributeValue.Of(new List<AttributeValue> { value });
        }

        var span = Sent.Span();
        span.Attributes.Add(new OtlpAttribute("a", value));
        var record = Assert.Single(Read(Encoded.Protobuf(span), OtlpEncoding.Protobuf).Records);
        Assert.Contains(ReadLimits.TooDeep, record.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_unfolds_to_too_many_values_is_refused_as_too_large()
    {
        var span = new ProtobufText().Bytes(1, new byte[16]);
        for (var i = 0; i < 5_000_000; i++)
        {
            span.Bytes(9, []);
        }

        var body =
            new ProtobufText().Message(1, new ProtobufText().Message(2, new ProtobufText().Message(2, span))).ToBytes();
        Assert.True(Assert.Throws<OtlpFormatException>(() => Read(body, OtlpEncoding.Protobuf)).TooLarge);
    }

    [Fact]
    public void A_large_resource_under_many_spans_is_refused_before_it_fills_the_memory()
    {
        var resource =
            new ProtobufText().Message(1,
            new ProtobufText().Text(1, "a").Message(2, new ProtobufText().Text(1, new string('x', 1 << 20))));
        var scope = new ProtobufText();
        for (var i = 0; i < 300; i++)
        {
            scope.Message(2,
                new ProtobufText().Bytes(1, [.. new byte[15], 1]).Bytes(2, [.. new byte[7], 1]).Fixed64(7,
                Sent.StartNanos));
        }

        var body = new ProtobufText().Message(1, new ProtobufText().Message(1, resource).Message(2, scope)).ToBytes();
        Assert.True(Assert.Throws<OtlpFormatException>(() => Read(body, OtlpEncoding.Protobuf)).TooLarge);
    }

    private static void ReadOrRefuse(byte[] bytes, bool json)
    {
        try
        {
            var encoding = json ? OtlpEncoding.Json : OtlpEncoding.Protobuf;
            Read(bytes, encoding);
            LogExport.Read(bytes, encoding, ProjectId.First, Captures.Now);
            MetricExport.Read(bytes, encoding, ProjectId.First, Captures.Now);
        }
        catch (OtlpFormatException)
        {
        }
    }

    private static string Raw(string attribute)
    {
        var export = ReadJson($"[{attribute}]");
        Assert.Null(export.Rejected.Message);
        return Assert.Single(export.Records).Raw;
    }

    private static Export<SpanRecord> ReadJson(string attributes) => Read(
        Encoding.UTF8.GetBytes(
            $$"""
            {"resource_spans":[{"scope_spans":[{"spans":[{"trace_id":"{{new TraceId(7)}}","span_id":"{{new SpanId(8)}}",
             "name":"span","kind":"SPAN_KIND_CLIENT","startTimeUnixNano":{{Sent.StartNanos}},
             "attributes":{{attributes}}}]}]}]}
            """),
        OtlpEncoding.Json);

    private static Export<SpanRecord> Read(byte[] body, OtlpEncoding encoding) =>
        TraceExport.Read(body, encoding, ProjectId.First, Captures.Now, Sent.NoPrices);
}
