using System.Text.Json;
using Dashboard.Evaluations.Ingest;
using Dashboard.Texts;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>One event of an ingestion batch: <c>{"id","type","timestamp","body":{...}}</c>.</summary>
/// <param name="Id">Unique: a repeated one is stored once.</param>
/// <param name="Type"><c>trace-create</c>, <c>generation-update</c>, <c>score-create</c> and so on.</param>
/// <param name="At">When the client made it; later ones overwrite earlier ones.</param>
/// <param name="Body">What it says.</param>
internal sealed record LangfuseEvent(string Id, string Type, DateTimeOffset At, JsonElement Body)
{
    public const int MaxId = 200;

    /// <summary>What happens to observations; the first word is the kind of observation.</summary>
    private static readonly string[] Kinds =
        ["span", "generation", "event", "agent", "tool", "chain", "retriever", "evaluator", "embedding", "guardrail"];

    public bool IsTrace => Type == "trace-create";

    public bool IsScore => Type == "score-create";

    /// <summary>The SDK's own diagnostics: taken, and of no use here.</summary>
    public bool IsLog => Type == "sdk-log";

    public bool IsCreate => Type.EndsWith("-create", StringComparison.Ordinal);

    /// <summary>The kind of observation; null for everything else.</summary>
    public string? Kind
    {
        get
        {
            var dash = Type.LastIndexOf('-');
            return dash > 0 && Type[dash..] is "-create" or "-update" && Kinds.Contains(Type[..dash]) ? Type[..dash] : null;
        }
    }

    /// <summary>The id of the trace that it speaks of; null when it names none.</summary>
    public string? Trace => Body.Text(IsTrace ? "id" : "traceId");

    /// <summary>The id of the observation that it speaks of; null for traces.</summary>
    public string? Observation => IsTrace ? null : Body.Text("id");

    /// <summary>Whether the observation is over with this.</summary>
    public bool IsEnd => Kind == "event" || Body.Text("endTime") is not null;

    /// <summary>Null when the item is no event; <paramref name="fault"/> then says what to change.</summary>
    public static LangfuseEvent? Read(JsonElement item, DateTimeOffset now, out string fault)
    {
        fault = "An event needs a type and a body that is an object.";
        if (item.Text("type") is not { } type || item.Member("body") is not { ValueKind: JsonValueKind.Object } body)
        {
            return null;
        }

        var e = new LangfuseEvent(item.Text("id") ?? "", type, Time(item.Text("timestamp")) ?? now, body);
        fault = e switch
        {
            _ when Faulty(item, body) is { } field => field,
            { Id: "" or { Length: > MaxId } } => $"An event needs an id of at most {MaxId} characters.",
            { IsLog: true } => "",
            { IsTrace: true } => e.Trace is null or { Length: > MaxId } ? "A trace needs an id of at most 200 characters." : "",
            { IsScore: true } => "",
            { Kind: null } => $"The type '{Shown(type)}' is not known.",
            _ when e.Observation is null or { Length: > MaxId } || e.Trace?.Length > MaxId =>
                "An observation needs an id, and ids have at most 200 characters.",
            _ => "",
        };
        return fault.Length == 0 ? e : null;
    }

    /// <summary>A time in whole microseconds UTC; null where there is none that calls may have.</summary>
    public static DateTimeOffset? Time(string? text) => OutsideTime.TryParse(text, out var at)
        ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond))
        : null;

    private static readonly string[] Ids = ["id", "traceId", "parentObservationId"];
    private static readonly string[] Times = ["startTime", "endTime", "completionStartTime"];

    /// <summary>What of the item cannot be kept.</summary>
    private static string? Faulty(JsonElement item, JsonElement body)
    {
        var nul = item.Text("id")?.Contains('\0') == true ? "id"
            : Ids.FirstOrDefault(name => body.Text(name)?.Contains('\0') == true);
        if (nul is not null)
        {
            return $"'{nul}' {StoredStringConverter.HoldsNul}.";
        }

        var time = item.Text("timestamp") is { } at && Time(at) is null ? "timestamp"
            : Times.FirstOrDefault(name => body.Text(name) is { } text && Time(text) is null);
        return time is null ? null : $"'{time}' {OutsideTime.Fault}.";
    }

    private static string Shown(string type) => WireText.Cut(type, 40);
}
