namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Says how many answers were found good, so that a price can be put on one. Telemetry asks; whoever collects feedback
/// answers. Without an implementation, or without a rated answer, the cost of a good answer is unknown.
/// </summary>
public interface IGoodAnswers
{
    /// <summary>
    /// The counts by route, version and day; days and versions without a rated answer are absent. Each call counts at
    /// most once, on the day on which it started, however many people rated it.
    /// </summary>
    Task<IReadOnlyList<GoodAnswerCount>> ReadAsync(GoodAnswerQuery query, CancellationToken ct);
}
