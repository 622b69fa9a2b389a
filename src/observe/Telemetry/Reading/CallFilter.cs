using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>Which calls to list, newest first. A null member does not filter.</summary>
public sealed record CallFilter
{
    public required ProjectId Project { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string? Route { get; init; }

    public string? Model { get; init; }

    public string? Version { get; init; }

    public string? Provider { get; init; }

    /// <summary>Prompt name, with its version as <c>name@version</c>.</summary>
    public string? Prompt { get; init; }

    /// <summary>One environment; null is all but <c>demo</c>.</summary>
    public string? Environment { get; init; }

    public SpanStatus? Status { get; init; }

    public double? MinLatencyMs { get; init; }

    public string? User { get; init; }

    public string? Session { get; init; }

    public CostGroup? Cost { get; init; }

    public CallFeedback? Feedback { get; init; }

    public CallJudgement? Judgement { get; init; }

    public ScoreBound? Score { get; init; }

    /// <summary>What the prompt or the answer says, in the grammar of <see cref="Searching.SearchText"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Where the former page ended (opaque).</summary>
    public string? Cursor { get; init; }

    /// <summary>Rows a page, 1 to 500.</summary>
    public int Limit { get; init; } = 50;
}
