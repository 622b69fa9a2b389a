using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Tests;

/// <summary>Spans as a client sends them; a test names only the attributes that it is about.</summary>
internal static class Sent
{
    public const ulong StartNanos = 1_795_323_744_254_000_000;

    public static PriceBook NoPrices { get; } = new([]);

    public static OtlpSpan Span(params (string Key, object? Value)[] attributes)
    {
        var span = new OtlpSpan
        {
            TraceId = new TraceId(7),
            SpanId = new SpanId(8),
            Name = "span",
            StartNanos = StartNanos,
            EndNanos = StartNanos + 1_500_000_000,
        };
        span.Attributes.AddRange(Attributes(attributes));
        return span;
    }

    public static OtlpSpan WithEvent(this OtlpSpan span, string name, params (string Key, object? Value)[] attributes)
    {
        span.Events.Add(new OtlpEvent(name, StartNanos, Attributes(attributes)));
        return span;
    }

    public static SpanRecord Read(params (string Key, object? Value)[] attributes) => Span(attributes).Read();

    public static SpanRecord Read(this OtlpSpan span, params (string Key, object? Value)[] resource) =>
        span.ReadAs("scope", resource);

    /// <summary>Of an instrumentation of this name.</summary>
    public static SpanRecord ReadAs(this OtlpSpan span, string scope, params (string Key, object? Value)[] resource)
    {
        using var json = new JsonScratch();
        var reader = new GenAiSpanReader(ProjectId.First, NoPrices, json, new ReadLimits());
        return reader.Read(new OtlpScope(new OtlpResource(Attributes(resource)), scope, "1", []), span);
    }

    public static OtlpSpan Named(this OtlpSpan span, string name)
    {
        span.Name = name;
        return span;
    }

    /// <summary>What a person sees of the conversation: who says what, calls of tools with their names.</summary>
    public static IEnumerable<string> Shown(string? content, string role = "user") =>
        MessageReader.Read(content, role).SelectMany(message => message.Parts.Select(part => part.Kind switch
        {
            MessagePartKind.ToolCall => $"{message.Role} calls {part.Name} {Flat(part.Text)}",
            MessagePartKind.ToolResult => $"{message.Role} gets {Flat(part.Text)}",
            MessagePartKind.Text => $"{message.Role}: {part.Text}",
            _ => $"{message.Role} {part.Kind}: {part.Text}",
        }));

    private static string Flat(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>As it is read when this instrumentation sends it.</summary>
    public static SpanRecord ReadFrom(this OtlpSpan span, string scope, string? version, PriceBook? prices = null)
    {
        using var json = new JsonScratch();
        var reader = new GenAiSpanReader(ProjectId.First, prices ?? NoPrices, json, new ReadLimits());
        return reader.Read(new OtlpScope(OtlpResource.Empty, scope, version, []), span);
    }

    public static AttributeValue Value(object? value) => value switch
    {
        null => default,
        string text => AttributeValue.Of(text),
        bool truth => AttributeValue.Of(truth),
        int whole => AttributeValue.Of((long)whole),
        long whole => AttributeValue.Of(whole),
        double number => AttributeValue.Of(number),
        byte[] bytes => AttributeValue.Of(bytes),
        (string, object?)[] members => AttributeValue.Of(Attributes(members)),
        object?[] items => AttributeValue.Of(items.Select(Value).ToList()),
        _ => throw new ArgumentException($"{value.GetType()} is no attribute value.", nameof(value)),
    };

    private static List<OtlpAttribute> Attributes((string Key, object? Value)[] attributes) =>
        [.. attributes.Select(attribute => new OtlpAttribute(attribute.Key, Value(attribute.Value)))];
}
