namespace Dashboard.Evaluations.Scores;

/// <summary>A stored score of a call, as far as rates need it.</summary>
internal readonly record struct CurrentScore(
    string Annotator, string Name, AnnotatorKind Kind, ScoreVerdict Verdict, DateTimeOffset GivenAt, long Revision);
