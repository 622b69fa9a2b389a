using System.Globalization;
using System.Text.Json;
using Dashboard.Evaluations.Scores;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Erasure;
using Dashboard.Texts;

namespace Dashboard.Evaluations.Ingest;

/// <summary>
/// OpenInference's annotations among a span's attributes
/// (https://github.com/Arize-ai/openinference/tree/main/spec): any number N of
/// <code>
/// annotations.N.annotation.{name,score,label,explanation,annotator_kind,identifier}
/// evaluations.N.evaluation.{...}      trace.annotations.N...      session.annotations.N...
/// </code>
/// </summary>
internal static class SpanAnnotations
{
    private static readonly (string Prefix, string Infix)[] Families =
    [
        ("annotations.", ".annotation."), ("evaluations.", ".evaluation."),
        ("trace.annotations.", ".annotation."), ("trace.evaluations.", ".evaluation."),
        ("session.annotations.", ".annotation."), ("session.evaluations.", ".evaluation."),
    ];

    public static IEnumerable<Score> Read(SpanRecord span)
    {
        // Nearly no span has any, and searching a text is far cheaper than reading it.
        if (!span.Raw.Contains(".annotation.", StringComparison.Ordinal)
            && !span.Raw.Contains(".evaluation.", StringComparison.Ordinal))
        {
            return [];
        }

        using var raw = LenientJson.Parse(span.Raw);
        if (!raw.RootElement.TryGetProperty("attributes", out var attributes))
        {
            return [];
        }

        var found = new Dictionary<(string Prefix, int Number), Dictionary<string, JsonElement>>();
        foreach (var attribute in attributes.EnumerateObject())
        {
            if (Split(attribute.Name) is { } place)
            {
                var key = (place.Prefix, place.Number);
                found.TryAdd(key, []);
                found[key][place.Field] = attribute.Value;
            }
        }

        return [.. found.OrderBy(one => one.Key.Number).Select(one => Score(span, one.Key.Prefix, one.Value)).OfType<Score>()];
    }

    private static (string Prefix, int Number, string Field)? Split(string name)
    {
        foreach (var (prefix, infix) in Families)
        {
            var at = name.StartsWith(prefix, StringComparison.Ordinal)
                ? name.IndexOf(infix, prefix.Length, StringComparison.Ordinal)
                : -1;
            if (at > 0 && int.TryParse(
                name.AsSpan(prefix.Length, at - prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return (prefix, number, name[(at + infix.Length)..]);
            }
        }

        return null;
    }

    private static Score? Score(SpanRecord span, string prefix, Dictionary<string, JsonElement> fields)
    {
        string? Text(string field) => fields.TryGetValue(field, out var value) ? value.AsText() : null;
        if (ScoreText.Short(Text("name")) is not { } name || Target(span, prefix) is not { } target)
        {
            return null;
        }

        double? value = fields.TryGetValue("score", out var score) ? score.AsNumber() : null;
        var label = Text("label");
        return new Score
        {
            Project = span.Project,
            Target = target,
            Name = name,
            Annotator = ScoreText.Short(Text("identifier")) ?? "",
            Kind = Text("annotator_kind")?.ToUpperInvariant() switch
            {
                "HUMAN" => AnnotatorKind.Human,
                "CODE" => AnnotatorKind.Code,
                _ => AnnotatorKind.Llm,
            },
            Source = ScoreSource.OpenInference,
            Verdict = Verdicts.Of(name, value, label),
            Value = value,
            Label = ScoreText.Short(label),
            Comment = ScoreText.Comment(Text("explanation")),
            GivenAt = span.StartedAt + TimeSpan.FromMicroseconds(span.DurationMicros),
            Mentions = [new ErasureTarget.Trace(span.TraceId)],
        };
    }

    private static ScoreTarget? Target(SpanRecord span, string prefix) => prefix[0] switch
    {
        't' => new ScoreTarget.WholeTrace(span.TraceId),
        's' => span.SessionId is { } session ? new ScoreTarget.Session(session) : null,
        _ => new ScoreTarget.Span(span.TraceId, span.SpanId),
    };
}
