using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Telemetry.Reading;

/// <summary>The words of <see cref="CallFeedback"/> and <see cref="CallJudgement"/> in addresses.</summary>
public static class CallOpinions
{
    /// <summary>Null for none and for every other word.</summary>
    public static CallFeedback? ParseFeedback(string? word) => word switch
    {
        "up" => CallFeedback.Up,
        "down" => CallFeedback.Down,
        "none" => CallFeedback.None,
        _ => null,
    };

    /// <summary>Null for none and for every other word.</summary>
    public static CallJudgement? ParseJudgement(string? word) => word switch
    {
        "flagged" => CallJudgement.Flagged,
        "clean" => CallJudgement.Clean,
        _ => null,
    };

    [return: NotNullIfNotNull(nameof(feedback))]
    public static string? Word(CallFeedback? feedback) => feedback switch
    {
        CallFeedback.Up => "up",
        CallFeedback.Down => "down",
        CallFeedback.None => "none",
        _ => null,
    };

    [return: NotNullIfNotNull(nameof(judgement))]
    public static string? Word(CallJudgement? judgement) => judgement switch
    {
        CallJudgement.Flagged => "flagged",
        CallJudgement.Clean => "clean",
        _ => null,
    };
}
