using System.Text.Json;
using Dashboard.Evaluations.Scores;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Erasure;
using Dashboard.Texts;

namespace Dashboard.Evaluations.Ingest;

/// <summary>
/// OpenTelemetry's <c>gen_ai.evaluation.result</c>
/// (https://github.com/open-telemetry/semantic-conventions-genai): the name is required, value, label and explanation are
/// not. It belongs to the span that it was logged in, else to the answer that it names:
/// <code>
/// {"attributes":{"gen_ai.evaluation.name":"hallucination","gen_ai.evaluation.score.value":0.9,
///   "gen_ai.evaluation.score.label":"hallucinated","gen_ai.evaluation.explanation":"...","gen_ai.response.id":"..."}}
/// </code>
/// </summary>
internal static class EvaluationEvent
{
    private const string EventName = "gen_ai.evaluation.result";

    /// <summary>Null for other events, and for one that does not say what it judges.</summary>
    public static Score? Read(LogRecord log)
    {
        if (log.EventName != EventName)
        {
            return null;
        }

        using var raw = LenientJson.Parse(log.Raw);
        if (!raw.RootElement.TryGetProperty("attributes", out var attributes)
            || ScoreText.Short(attributes.Text("gen_ai.evaluation.name")) is not { } name
            || Target(log, attributes) is not { } target)
        {
            return null;
        }

        var value = attributes.Number("gen_ai.evaluation.score.value");
        var label = attributes.Text("gen_ai.evaluation.score.label");
        var failed = attributes.Text("error.type") is not null;
        return new Score
        {
            Project = log.Project,
            Target = target,
            Name = name,
            Annotator = "otel",
            Kind = AnnotatorKind.Llm,
            Source = ScoreSource.OpenTelemetry,
            Verdict = failed ? Verdicts.Of(name, null, null) : Verdicts.Of(name, value, label),
            Value = value,
            Label = ScoreText.Short(label),
            Comment = ScoreText.Comment(attributes.Text("gen_ai.evaluation.explanation")),
            GivenAt = log.At,
            Mentions = [.. Mentions(log, attributes)],
        };
    }

    private static IEnumerable<ErasureTarget> Mentions(LogRecord log, JsonElement attributes)
    {
        if (log.TraceId is { } trace)
        {
            yield return new ErasureTarget.Trace(trace);
        }

        if (attributes.Text("gen_ai.response.id") is { } id)
        {
            yield return new ErasureTarget.Answer(id);
        }
    }

    private static ScoreTarget? Target(LogRecord log, JsonElement attributes) => log switch
    {
        { TraceId: { } trace, SpanId: { } span } => new ScoreTarget.Span(trace, span),
        _ when ScoreText.Short(attributes.Text("gen_ai.response.id")) is { } id => new ScoreTarget.Response(id),
        { TraceId: { } trace } => new ScoreTarget.WholeTrace(trace),
        _ => null,
    };
}
