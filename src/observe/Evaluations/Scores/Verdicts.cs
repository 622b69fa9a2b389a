using System.Collections.Frozen;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Which names, values and labels count for which rate. Case does not matter. Thumbs: <c>thumbs</c>, <c>user-feedback</c>
/// and <c>user_feedback</c>; the value's sign decides, else the label. Zero withdraws a vote where it was cast by
/// <c>POST /api/feedback</c>; elsewhere it is a thumbs-down, as in Langfuse's booleans and Phoenix's annotations.
/// Hallucination: <c>hallucination</c>, <c>hallucinations</c> and <c>hallucinated</c>; the label decides where it is one of
/// those below, else the value, where 0.5 to 1 is flagged. Neither is unparsable.
/// </summary>
internal static class Verdicts
{
    private static readonly FrozenSet<string> ThumbsNames = Words("thumbs", "user-feedback", "user_feedback");
    private static readonly FrozenSet<string> HallucinationNames =
        Words("hallucination", "hallucinations", "hallucinated");

    private static readonly FrozenSet<string> Ups =
        Words("up", "thumbs-up", "thumbs_up", "positive", "good", "like", "yes", "true");
    private static readonly FrozenSet<string> Downs =
        Words("down", "thumbs-down", "thumbs_down", "negative", "bad", "dislike", "no", "false");

    private static readonly FrozenSet<string> Flags = Words(
        "hallucinated", "hallucination", "flagged", "unfaithful", "ungrounded", "fail", "failed", "yes", "true");
    private static readonly FrozenSet<string> Cleans = Words(
        "factual", "not_hallucinated", "not hallucinated", "clean", "faithful", "grounded", "pass", "passed", "no",
        "false");
    private static readonly FrozenSet<string> Abstentions =
        Words("abstained", "abstain", "unsure", "unknown", "not_applicable", "n/a");

    /// <summary>Whether scores of this name are votes.</summary>
    public static bool IsThumbs(string name) => ThumbsNames.Contains(name);

    /// <param name="name">The score's name.</param>
    /// <param name="value">Null when only a label was given.</param>
    /// <param name="label">Null when only a value was given.</param>
    /// <param name="zeroWithdraws">Whether a vote of 0 takes the vote back.</param>
    public static ScoreVerdict Of(string name, double? value, string? label, bool zeroWithdraws = false)
    {
        if (ThumbsNames.Contains(name))
        {
            return Vote(value, label?.Trim(), zeroWithdraws);
        }

        return HallucinationNames.Contains(name) ? Judgement(value, label?.Trim()) : ScoreVerdict.None;
    }

    private static ScoreVerdict Vote(double? value, string? label, bool zeroWithdraws) => value switch
    {
        > 0 => ScoreVerdict.Up,
        < 0 => ScoreVerdict.Down,
        0 => zeroWithdraws ? ScoreVerdict.Withdrawn : ScoreVerdict.Down,
        _ when label is null => ScoreVerdict.None,
        _ when Ups.Contains(label) => ScoreVerdict.Up,
        _ when Downs.Contains(label) => ScoreVerdict.Down,
        _ => ScoreVerdict.None,
    };

    private static ScoreVerdict Judgement(double? value, string? label) => label switch
    {
        not null when Flags.Contains(label) => ScoreVerdict.Flagged,
        not null when Cleans.Contains(label) => ScoreVerdict.Clean,
        not null when Abstentions.Contains(label) => ScoreVerdict.Abstained,
        _ => value switch
        {
            >= 0.5 and <= 1 => ScoreVerdict.Flagged,
            >= 0 and < 0.5 => ScoreVerdict.Clean,
            _ => ScoreVerdict.Unparsable,
        },
    };

    private static FrozenSet<string> Words(params ReadOnlySpan<string> words) =>
        words.ToArray().ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
