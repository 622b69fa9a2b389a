using CsCheck;
using Dashboard.Events;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest.Tests.Wire;

/// <summary>Valid spans of every shape.</summary>
internal static class SpanGen
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 12], Gen.Const("😀 ünïcode ✓"),
            Gen.Const("<script>alert(1)</script>"));

    private static readonly Gen<string> Key = OneOf(
        "gen_ai.operation.name", "gen_ai.usage.input_tokens", "gen_ai.input.messages", "openinference.span.kind",
        "ai.operationId", "langfuse.observation.type", "langfuse.observation.usage_details", "a", "user.id",
        "error.type",
        "llm.input_messages.0.message.role", "gen_ai.prompt.0.content");

    private static readonly Gen<AttributeValue> Scalar = Gen.OneOf(
        Text.Select(AttributeValue.Of),
        OneOf("chat", "LLM", "generation", "ai.generateText.doGenerate", """{"input":1}""",
            "[]").Select(AttributeValue.Of),
        Gen.Bool.Select(AttributeValue.Of),
        Gen.Long.Select(AttributeValue.Of),
        Gen.Double.Select(AttributeValue.Of),
        Gen.Byte.Array[0, 9].Select(AttributeValue.Of),
        Gen.Const(default(AttributeValue)));

    private static readonly Gen<AttributeValue> Value = Gen.OneOf(
        Scalar,
        Scalar.List[0, 4].Select(AttributeValue.Of),
        Gen.Select(Key, Scalar, (key, value) => new OtlpAttribute(key, value)).List[0, 4].Select(AttributeValue.Of));

    private static readonly Gen<List<OtlpAttribute>> Attributes =
        Gen.Select(Key, Value, (key, value) => new OtlpAttribute(key, value)).List[0, 12];

    private static readonly Gen<TraceId> Trace = Gen.Select(
        Gen.ULong[1, ulong.MaxValue], Gen.ULong, (high, low) => new TraceId(((UInt128)high << 64) | low));

    private static readonly Gen<SpanId> Id = Gen.ULong[1, ulong.MaxValue].Select(value => new SpanId(value));

    private static readonly Gen<ulong> Time = Gen.ULong[946_684_800_000_000_000, Sent.StartNanos];

    public static Gen<OtlpSpan> Valid { get; } =
        from trace in Trace
        from id in Id
        from parent in Gen.ULong.Select(value => new SpanId(value % 3))
        from name in Text
        from kind in Gen.Int[0, 5]
        from start in Time
        from end in Time
        from status in Gen.Int[0, 2]
        from message in Text
        from attributes in Attributes
        from events in Gen.Select(Text, Time, Attributes, (e, time, list) => new OtlpEvent(e, time, list)).List[0, 3]
        from links in Gen.Select(Trace, Id, Attributes, (t, s, list) => new OtlpLink(t, s, null, list)).List[0, 2]
        select Build(trace, id, parent, name, kind, start, end, status, message, attributes, events, links);

    private static OtlpSpan Build(
        TraceId trace, SpanId id, SpanId parent, string name, int kind, ulong start, ulong end, int status,
        string message,
        List<OtlpAttribute> attributes, List<OtlpEvent> events, List<OtlpLink> links)
    {
        var span = new OtlpSpan
        {
            TraceId = trace,
            SpanId = id,
            ParentSpanId = parent,
            Name = name,
            Kind = kind,
            StartNanos = start,
            EndNanos = end,
            StatusCode = status,
            StatusMessage = message,
        };
        span.Attributes.AddRange(attributes);
        span.Events.AddRange(events);
        span.Links.AddRange(links);
        return span;
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);
}
