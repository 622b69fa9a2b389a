using System.Buffers.Binary;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Events;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest.Tests.Wire;

/// <summary>An export of spans in either encoding.</summary>
internal static class Encoded
{
    // As exporters do: quotes within text as \", not as \u0022.
    private static readonly JsonSerializerOptions Relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Spans(OtlpEncoding encoding, params OtlpSpan[] spans) =>
        encoding == OtlpEncoding.Protobuf ? Protobuf(spans) : Json(spans);

    public static byte[] Protobuf(params OtlpSpan[] spans)
    {
        var scope = new ProtobufText();
        foreach (var span in spans)
        {
            scope.Message(2, Span(span));
        }

        // The scope after its spans, and the resource after its scopes: protobuf allows any order.
        scope.Message(1, new ProtobufText().Text(1, "scope").Text(2, "1"));
        var service = Attribute(new OtlpAttribute("service.name", AttributeValue.Of("gus")));
        var resource = new ProtobufText().Message(2, scope).Message(1, new ProtobufText().Message(1, service));
        return new ProtobufText().Message(1, resource).ToBytes();
    }

    public static byte[] Json(params OtlpSpan[] spans) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["resourceSpans"] = new JsonArray(new JsonObject
        {
            ["scopeSpans"] = new JsonArray(new JsonObject
            {
                ["spans"] = new JsonArray([.. spans.Select(SpanJson)]),
                ["scope"] = new JsonObject { ["name"] = "scope", ["version"] = "1" },
            }),
            ["resource"] = new JsonObject
            {
                ["attributes"] = AttributesJson([new OtlpAttribute("service.name", AttributeValue.Of("gus"))]),
            },
        }),
    }, Relaxed);

    private static ProtobufText Span(OtlpSpan span)
    {
        var message = new ProtobufText().Bytes(1, Id(span.TraceId)).Bytes(2, Id(span.SpanId)).Text(3, span.TraceState);
        if (!span.ParentSpanId.IsEmpty)
        {
            message.Bytes(4, Id(span.ParentSpanId));
        }

        message.Text(5, span.Name).Varint(6, (ulong)span.Kind).Fixed64(7, span.StartNanos).Fixed64(8, span.EndNanos);
        foreach (var attribute in span.Attributes)
        {
            message.Message(9, Attribute(attribute));
        }

        foreach (var e in span.Events)
        {
            var body = new ProtobufText().Fixed64(1, e.TimeNanos).Text(2, e.Name);
            e.Attributes.ForEach(attribute => body.Message(3, Attribute(attribute)));
            message.Message(11, body);
        }

        foreach (var link in span.Links)
        {
            var body = new ProtobufText().Bytes(1, Id(link.TraceId)).Bytes(2, Id(link.SpanId)).Text(3, link.TraceState);
            link.Attributes.ForEach(attribute => body.Message(4, Attribute(attribute)));
            message.Message(13, body);
        }

        return message.Message(15, new ProtobufText().Text(2, span.StatusMessage).Varint(3, (ulong)span.StatusCode));
    }

    private static ProtobufText Attribute(OtlpAttribute attribute) =>
        new ProtobufText().Text(1, attribute.Key).Message(2, Value(attribute.Value));

    private static ProtobufText Value(AttributeValue value)
    {
        var message = new ProtobufText();
        switch (value.Kind)
        {
            case AttributeKind.Text:
                return message.Bytes(1, System.Text.Encoding.UTF8.GetBytes(value.Text!));
            case AttributeKind.Bool:
                return message.Varint(2, value.Bool ? 1UL : 0);
            case AttributeKind.Int:
                return message.Varint(3, unchecked((ulong)value.Int));
            case AttributeKind.Double:
                return message.Fixed64(4, BitConverter.DoubleToUInt64Bits(value.Double));
            case AttributeKind.Bytes:
                return message.Bytes(7, value.Bytes);
            case AttributeKind.Array:
                var items = new ProtobufText();
                foreach (var item in value.Items)
                {
                    items.Message(1, Value(item));
                }

                return message.Message(5, items);
            case AttributeKind.Map:
                var members = new ProtobufText();
                foreach (var member in value.Members)
                {
                    members.Message(1, Attribute(member));
                }

                return message.Message(6, members);
            default:
                return message;
        }
    }

    private static JsonObject SpanJson(OtlpSpan span) => new()
    {
        ["traceId"] = span.TraceId.ToString().ToUpperInvariant(),
        ["spanId"] = span.SpanId.ToString(),
        ["parentSpanId"] = span.ParentSpanId.IsEmpty ? "" : span.ParentSpanId.ToString(),
        ["traceState"] = span.TraceState,
        ["name"] = span.Name,
        ["kind"] = span.Kind,
        ["startTimeUnixNano"] = span.StartNanos.ToString(CultureInfo.InvariantCulture),
        ["endTimeUnixNano"] = span.EndNanos,
        ["attributes"] = AttributesJson(span.Attributes),
        ["events"] = new JsonArray([.. span.Events.Select(e => new JsonObject
        {
            ["name"] = e.Name, ["timeUnixNano"] = e.TimeNanos, ["attributes"] = AttributesJson(e.Attributes),
        })]),
        ["links"] = new JsonArray([.. span.Links.Select(link => new JsonObject
        {
            ["traceId"] = link.TraceId.ToString(), ["spanId"] = link.SpanId.ToString(),
                ["traceState"] = link.TraceState,
            ["attributes"] = AttributesJson(link.Attributes),
        })]),
        ["status"] = new JsonObject { ["code"] = span.StatusCode, ["message"] = span.StatusMessage },
        ["somethingNew"] = new JsonObject { ["nested"] = new JsonArray(1, 2) },
    };

    private static JsonArray AttributesJson(IEnumerable<OtlpAttribute> attributes) =>
        new([.. attributes.Select(attribute =>
            new JsonObject { ["key"] = attribute.Key, ["value"] = ValueJson(attribute.Value) })]);

    private static JsonObject ValueJson(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => new JsonObject { ["stringValue"] = value.Text },
        AttributeKind.Bool => new JsonObject { ["boolValue"] = value.Bool },
        AttributeKind.Int => new JsonObject { ["intValue"] = value.Int.ToString(CultureInfo.InvariantCulture) },
        AttributeKind.Double when double.IsFinite(value.Double) => new JsonObject { ["doubleValue"] = value.Double },
        AttributeKind.Double =>
            new JsonObject { ["doubleValue"] = value.Double.ToString(CultureInfo.InvariantCulture) },
        AttributeKind.Bytes => new JsonObject { ["bytesValue"] = Convert.ToBase64String(value.Bytes) },
        AttributeKind.Array => new JsonObject
        {
            ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. value.Items.Select(ValueJson)]) },
        },
        AttributeKind.Map =>
            new JsonObject { ["kvlistValue"] = new JsonObject { ["values"] = AttributesJson(value.Members) } },
        _ => [],
    };

    private static byte[] Id(TraceId id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        return bytes;
    }

    private static byte[] Id(SpanId id)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id.Value);
        return bytes;
    }
}
