using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>Which calls a question for good answers is about: those that started in [From, To).</summary>
public sealed record GoodAnswerQuery
{
    public required ProjectId Project { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Where a day begins.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Null asks for every route.</summary>
    public string? Route { get; init; }

    /// <summary>Null asks for every environment but the demonstration.</summary>
    public string? Environment { get; init; }
}
