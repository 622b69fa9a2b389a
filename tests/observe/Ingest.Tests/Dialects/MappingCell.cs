using Dashboard.Telemetry;

namespace Dashboard.Ingest.Tests.Dialects;

/// <summary>One cell of the table of names: what a dialect sends and what it must become.</summary>
/// <param name="Row">Our word for it.</param>
/// <param name="Dialect">Whose words they are.</param>
/// <param name="Sent">The attributes that carry it, beside those that mark the dialect.</param>
/// <param name="Read">Finds it in the record.</param>
/// <param name="Expected">What it must be.</param>
internal sealed record MappingCell(
    string Row, string Dialect, (string Key, object? Value)[] Sent, Func<SpanRecord, object?> Read, object? Expected)
{
    /// <summary>What makes a span an inference of the dialect.</summary>
    private static readonly Dictionary<string, (string, object?)[]> Marks = new()
    {
        ["OTel"] = [("gen_ai.operation.name", "chat")],
        ["MEAI"] = [("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai")],
        ["OpenLIT"] = [("gen_ai.operation.name", "chat"), ("telemetry.sdk.name", "openlit")],
        ["OI"] = [("openinference.span.kind", "LLM")],
        ["TL"] = [("llm.request.type", "chat")],
        ["LF"] = [("langfuse.observation.type", "generation")],
        ["V6"] = [("ai.operationId", "ai.generateText.doGenerate")],
        ["LL"] = [("llm.request.type", "acompletion"), ("metadata.user_api_key_hash", "88dc28d0")],
    };

    public string Name => $"{Row} of {Dialect}: {string.Join(", ", Sent.Select(attribute => attribute.Key))}";

    public SpanRecord ToRecord() => Dashboard.Ingest.Tests.Sent.Read([.. Marks[Dialect], .. Sent]);
}
