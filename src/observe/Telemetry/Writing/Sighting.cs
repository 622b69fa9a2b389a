namespace Dashboard.Telemetry.Writing;

/// <summary>One party's view of an inference: what tells whether two views are of the same request.</summary>
/// <param name="Recorder">Who saw it.</param>
/// <param name="ResponseId">The provider's name of the answer; not unique, since fake servers repeat theirs.</param>
/// <param name="RequestModel">What was asked for.</param>
/// <param name="ResponseModel">What answered.</param>
/// <param name="StartedAt">When it began, by the party's own clock.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="HasUsage">Whether the party tells how many tokens were used.</param>
/// <param name="IsEmbedding">Whether it made vectors and not text.</param>
public sealed record Sighting(
    Recorder Recorder,
    string? ResponseId,
    string? RequestModel,
    string? ResponseModel,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    bool HasUsage,
    bool IsEmbedding)
{
    public bool IsGateway => Recorder == Recorder.Gateway;

    public static Sighting? Of(SpanRecord span) => span.Call is { } call
        ? new Sighting(
            call.Recorder, call.ResponseId, call.RequestModel, call.ResponseModel, span.StartedAt,
            span.StartedAt + TimeSpan.FromMicroseconds(span.DurationMicros), call.UsageSource != UsageSource.None,
            span.Role == SpanRole.Embedding)
        : null;

    /// <summary>Whether both are of one answer: its id, its model, and a moment at which both were under way.</summary>
    public bool Matches(Sighting other) =>
        ResponseId is not null && ResponseId == other.ResponseId
        && SameModel(other)
        && StartedAt <= other.EndedAt && other.StartedAt <= EndedAt;

    private bool SameModel(Sighting other) => ResponseModel is { } mine && other.ResponseModel is { } theirs
        ? string.Equals(mine, theirs, StringComparison.OrdinalIgnoreCase)
        : string.Equals(RequestModel, other.RequestModel, StringComparison.OrdinalIgnoreCase);
}
