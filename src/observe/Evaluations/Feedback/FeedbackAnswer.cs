namespace Dashboard.Evaluations.Feedback;

/// <summary>The answer of <c>POST /api/feedback</c>.</summary>
/// <param name="Status">
/// <c>counted</c>; <c>withdrawn</c>; <c>pending</c>: stored, and counted when its call comes; <c>duplicate</c>: the id was
/// seen before and nothing changed.
/// </param>
internal sealed record FeedbackAnswer(string Status);
