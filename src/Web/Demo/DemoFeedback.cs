using System.Text.Json;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;

namespace Dashboard.Web.Demo;

/// <summary>What people and a judge say about a made-up call.</summary>
internal static class DemoFeedback
{
    private const string Judge = "handbook-judge";
    private const string Complaint = "That is not what I asked.";
    private static readonly TimeSpan _later = TimeSpan.FromMinutes(1);

    /// <summary>As bodies of <c>POST /api/feedback</c>.</summary>
    public static IEnumerable<byte[]> Of(DemoCall call, string trace)
    {
        if (call.IsLiked is { } liked)
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(new
            {
                trace_id = trace,
                name = "thumbs",
                value = liked ? 1 : -1,
                comment = liked ? null : Complaint,
            });
        }

        if (call.Hallucinates is { } hallucinates)
        {
            yield return JsonSerializer.SerializeToUtf8Bytes(new
            {
                trace_id = trace,
                name = "hallucination",
                label = hallucinates ? "hallucinated" : "factual",
                annotator = Judge,
                annotator_kind = "llm",
            });
        }
    }

    /// <summary>As the scores that those bodies become.</summary>
    public static IEnumerable<Score> ScoresOf(DemoCall call, string trace)
    {
        var id = TraceId.TryParse(trace, out var known) ? known : throw new FormatException($"'{trace}' is no trace id.");
        var given = call.Start + call.Duration + _later;
        var score = new Score
        {
            Project = ProjectId.First,
            Target = new ScoreTarget.WholeTrace(id),
            Name = "thumbs",
            Kind = AnnotatorKind.Human,
            Source = ScoreSource.Feedback,
            Verdict = ScoreVerdict.None,
            GivenAt = new DateTimeOffset(given.UtcTicks - (given.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
        };
        if (call.IsLiked is { } liked)
        {
            yield return score with
            {
                Verdict = liked ? ScoreVerdict.Up : ScoreVerdict.Down,
                Value = liked ? 1 : -1,
            };
        }

        if (call.Hallucinates is { } hallucinates)
        {
            yield return score with
            {
                Name = "hallucination",
                Annotator = Judge,
                Kind = AnnotatorKind.Llm,
                Verdict = hallucinates ? ScoreVerdict.Flagged : ScoreVerdict.Clean,
                Label = hallucinates ? "hallucinated" : "factual",
            };
        }
    }
}
