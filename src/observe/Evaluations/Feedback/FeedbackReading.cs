using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.HttpApi;

namespace Dashboard.Evaluations.Feedback;

/// <summary>From the body of a request to a score, or to what is wrong with it. Pure.</summary>
internal static class FeedbackReading
{
    private const int MaxComment = 10_000;

    /// <param name="body">As it came.</param>
    /// <param name="project">The project of the key.</param>
    /// <param name="person">Who is signed in; null for a key, which may be shared by many browsers.</param>
    /// <param name="now">When it was received.</param>
    public static Read Of(FeedbackBody body, ProjectId project, string? person, DateTimeOffset now)
    {
        if (Target(body, out var fault) is not { } target)
        {
            return new Read.Wrong(fault);
        }

        if (Fault(body) is { } wrong)
        {
            return new Read.Wrong(wrong);
        }

        var verdict = Verdicts.Of(body.Name!, body.Value, body.Label, zeroWithdraws: true);
        if (Verdicts.IsThumbs(body.Name!) && verdict == ScoreVerdict.None)
        {
            return new Read.Wrong(new("value", "A vote needs a value of 1 (up), -1 (down) or 0 (take it back), or the label up or down."));
        }

        return new Read.Right(new Score
        {
            Project = project,
            Target = target,
            Name = NotEmpty(body.Name)!,
            Annotator = NotEmpty(body.Annotator) ?? person ?? "",
            Kind = Kind(body.AnnotatorKind)!.Value,
            Source = ScoreSource.Feedback,
            Verdict = verdict,
            Value = body.Value,
            Label = NotEmpty(body.Label),
            Comment = NotEmpty(body.Comment),
            GivenAt = now.ToUniversalTime().AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMicrosecond)),
        });
    }

    private static ScoreTarget? Target(FeedbackBody body, out FieldFault fault)
    {
        fault = new(
            "trace_id",
            "Say which answer is meant by exactly one of response_id, request_id or trace_id (with span_id where the "
            + "trace has several calls).");
        var ids = (string?[])[NotEmpty(body.ResponseId), NotEmpty(body.RequestId), NotEmpty(body.TraceId)];
        if (ids.Count(id => id is not null) != 1 || ids.Any(id => id?.Length > Score.MaxName))
        {
            return null;
        }

        if (ids[0] is { } response)
        {
            return new ScoreTarget.Response(response);
        }

        if (ids[1] is { } request)
        {
            return new ScoreTarget.Request(request);
        }

        if (!TraceId.TryParse(ids[2], out var trace) || trace.IsEmpty)
        {
            fault = new("trace_id", "trace_id must have 32 hexadecimal digits that are not all zero.");
            return null;
        }

        if (NotEmpty(body.SpanId) is not { } spanText)
        {
            return new ScoreTarget.WholeTrace(trace);
        }

        fault = new("span_id", "span_id must have 16 hexadecimal digits that are not all zero.");
        return SpanId.TryParse(spanText, out var span) && !span.IsEmpty ? new ScoreTarget.Span(trace, span) : null;
    }

    private static FieldFault? Fault(FeedbackBody body) => body switch
    {
        _ when NotEmpty(body.Name) is null =>
            new("name", "name is missing: thumbs for votes, or the name of your score."),
        { Name.Length: > Score.MaxName } => TooLong("name"),
        { Label.Length: > Score.MaxName } => TooLong("label"),
        { Annotator.Length: > Score.MaxName } => TooLong("annotator"),
        { Id.Length: > Score.MaxName } => TooLong("id"),
        { Comment.Length: > MaxComment } => new("comment", $"comment has at most {MaxComment} characters."),
        { Value: null, Label: null or "" } =>
            new("value", "value or label is missing: 1 is thumbs up, -1 thumbs down, 0 takes a vote back."),
        { Value: { } value } when !double.IsFinite(value) => new("value", "value must be a finite number."),
        _ when Kind(body.AnnotatorKind) is null =>
            new("annotator_kind", "annotator_kind must be human, llm or code."),
        _ => null,
    };

    private static FieldFault TooLong(string field) =>
        new(field, $"name, label, annotator and id have at most {Score.MaxName} characters.");

    private static AnnotatorKind? Kind(string? text) => text?.ToUpperInvariant() switch
    {
        null or "" or "HUMAN" => AnnotatorKind.Human,
        "LLM" => AnnotatorKind.Llm,
        "CODE" => AnnotatorKind.Code,
        _ => null,
    };

    /// <summary>Without U+0000, which the database cannot hold.</summary>
    private static string? NotEmpty(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Replace("\0", "", StringComparison.Ordinal);

    /// <summary>A score, or the fault.</summary>
    public abstract record Read
    {
        private Read()
        {
        }

        public sealed record Right(Score Score) : Read;

        public sealed record Wrong(FieldFault Fault) : Read;
    }
}
