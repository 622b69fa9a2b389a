using Dashboard.Telemetry.Reading;
using Dashboard.Texts;

namespace Dashboard.Explorer.Api;

/// <summary>One score of a span or trace.</summary>
internal sealed record CallScoreBody(
    string Name, double? Value, string? Label, string? Comment, string AnnotatorKind, string At)
{
    public static CallScoreBody Of(CallScore score) => new(
        score.Name, score.Value, score.Label, score.Comment, score.Annotator, Rfc3339.Of(score.At));
}
