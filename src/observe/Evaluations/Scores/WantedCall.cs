using Dashboard.Events;

namespace Dashboard.Evaluations.Scores;

/// <summary>A question to <see cref="CallFinder"/>: which call is meant by this target at that time?</summary>
internal readonly record struct WantedCall(ProjectId Project, ScoreTarget Target, DateTimeOffset GivenAt);
