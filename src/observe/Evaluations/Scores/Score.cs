using Dashboard.Events;
using Dashboard.Telemetry.Erasure;

namespace Dashboard.Evaluations.Scores;

/// <summary>One judgement of one answer, read from whichever format it came in.</summary>
public sealed record Score
{
    /// <summary>Longest name, annotator or id; a longer one is refused where a person can mend it, else cut.</summary>
    public const int MaxName = 200;

    public required ProjectId Project { get; init; }

    public required ScoreTarget Target { get; init; }

    public required string Name { get; init; }

    /// <summary>Who judged, as the client names them; empty for the call's own user.</summary>
    public string Annotator { get; init; } = "";

    public required AnnotatorKind Kind { get; init; }

    public required ScoreSource Source { get; init; }

    public required ScoreVerdict Verdict { get; init; }

    public double? Value { get; init; }

    public string? Label { get; init; }

    /// <summary>A person's words or a judge's explanation: personal data.</summary>
    public string? Comment { get; init; }

    /// <summary>When it was given: the newest of an annotator counts. UTC, whole microseconds.</summary>
    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>What else the record names that carried the score: where any of it is erased, the score is as well.</summary>
    internal IReadOnlyList<ErasureTarget> Mentions { get; init; } = [];

    /// <summary>What this score replaces and is replaced by.</summary>
    internal (int Project, string Target, string Annotator, string Name) Key =>
        (Project.Value, Target.Key, Annotator, Name);
}
