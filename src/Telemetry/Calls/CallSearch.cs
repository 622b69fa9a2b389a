using System.Globalization;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;

namespace Dashboard.Telemetry.Calls;

/// <summary>What the calls list is narrowed to, as it stands in the address.</summary>
public sealed record CallSearch
{
    public TimeRange Range { get; init; } = TimeRange.Day;

    public string? Environment { get; init; }

    public string? Route { get; init; }

    public string? Model { get; init; }

    public string? Version { get; init; }

    public string? User { get; init; }

    public SpanStatus? Status { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? MinLatencyMs { get; init; }

    public string? Text { get; init; }

    /// <summary>Anything narrower than range and environment.</summary>
    public bool IsNarrowed => (Route ?? Model ?? Version ?? User ?? Text) is not null
        || Status is not null
        || MinLatencyMs is not null;

    /// <summary>Reads the words of an address: blank and unknown values do not filter.</summary>
    public static SpanStatus? ParseStatus(string? text) => text switch
    {
        "ok" => SpanStatus.Ok,
        "error" => SpanStatus.Error,
        "client_abort" => SpanStatus.ClientAbort,
        _ => null,
    };

    public static double? ParseLatency(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ms)
            && ms > 0
            && double.IsFinite(ms)
            ? ms
            : null;

    /// <summary>The question to the store, newest first.</summary>
    public CallFilter ToFilter(ProjectId project, DateTimeOffset now, int limit, string? cursor = null) => new()
    {
        Project = project,
        From = now - Range.Length,
        Environment = Environment,
        Route = Route,
        Model = Model,
        Version = Version,
        User = User,
        Status = Status,
        MinLatencyMs = MinLatencyMs,
        Text = Text,
        Limit = limit,
        Cursor = cursor,
    };
}
