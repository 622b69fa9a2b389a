using System.Text.Json;
using Dashboard.Evaluations.Ingest;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>
/// Langfuse's score (https://api.reference.langfuse.com):
/// <code>
/// {"id","traceId"|"sessionId","observationId","name","value":1|0.5|"good","dataType":"NUMERIC|CATEGORICAL|BOOLEAN|TEXT",
///   "comment","metadata":{"annotator"?},"source"?}
/// </code>
/// </summary>
internal static class LangfuseScore
{
    /// <summary>Null when it cannot be a score; <paramref name="fault"/> then says what to change.</summary>
    public static Score? Read(JsonElement body, ProjectId project, DateTimeOffset givenAt, out string fault)
    {
        fault = "A score needs a traceId (with observationId for one observation) or a sessionId.";
        if (Target(body) is not { } target)
        {
            return null;
        }

        fault = "A score needs a name.";
        if (ScoreText.Short(body.Text("name")) is not { } name)
        {
            return null;
        }

        fault = "A score needs a value: a number, or text for categories.";
        var isNumber = body.Member("value") is { ValueKind: JsonValueKind.Number };
        double? value = isNumber ? body.Number("value") : body.Member("value")?.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => null,
        };
        var label = value is null ? ScoreText.Short(body.Text("value")) : null;
        if (value is null && label is null)
        {
            return null;
        }

        // Words of a person and no category: an erasure must find them where it deletes words.
        var isText = body.Text("dataType") == "TEXT" && value is null;
        fault = "";
        return new Score
        {
            Project = project,
            Target = target,
            Name = name,
            Annotator = ScoreText.Short(body.Member("metadata")?.Text("annotator")) ?? "",
            Kind = Kind(body.Text("source"), name),
            Source = ScoreSource.Langfuse,
            Verdict = Verdicts.Of(name, value, label),
            Value = value,
            Label = isText ? null : label,
            Comment = ScoreText.Comment(isText
                ? string.Join('\n', new[] { body.Text("value"), body.Text("comment") }.OfType<string>())
                : body.Text("comment")),
            GivenAt = givenAt,
        };
    }

    private static ScoreTarget? Target(JsonElement body) =>
        body.Text("traceId") is { } trace
            ? body.Text("observationId") is { } observation
                ? new ScoreTarget.Span(LangfuseIds.Trace(trace), LangfuseIds.Span(observation))
                : new ScoreTarget.WholeTrace(LangfuseIds.Trace(trace))
            : ScoreText.Short(body.Text("sessionId")) is { } session ? new ScoreTarget.Session(session) : null;

    private static AnnotatorKind Kind(string? source, string name) => source switch
    {
        "ANNOTATION" => AnnotatorKind.Human,
        "EVAL" => AnnotatorKind.Llm,
        _ => Verdicts.IsThumbs(name) ? AnnotatorKind.Human : AnnotatorKind.Code,
    };
}
