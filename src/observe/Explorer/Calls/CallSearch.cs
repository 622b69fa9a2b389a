using System.Globalization;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Explorer.Calls;

/// <summary>What the calls list is narrowed to, as it stands in the address.</summary>
public sealed record CallSearch
{
    public TimeRange Range { get; init; } = TimeRange.Day;

    public string? Environment { get; init; }

    public string? Route { get; init; }

    public string? Model { get; init; }

    public string? Version { get; init; }

    public string? Provider { get; init; }

    /// <summary>Prompt name, with its version as <c>name@version</c>.</summary>
    public string? Prompt { get; init; }

    public string? User { get; init; }

    public string? Session { get; init; }

    public CostGroup? Cost { get; init; }

    public CallFeedback? Feedback { get; init; }

    public CallJudgement? Judgement { get; init; }

    public ScoreBound? Score { get; init; }

    public SpanStatus? Status { get; init; }

    /// <summary>Milliseconds.</summary>
    public double? MinLatencyMs { get; init; }

    public string? Text { get; init; }

    /// <summary>Anything narrower than range and environment.</summary>
    public bool IsNarrowed => (Route ?? Model ?? Version ?? Provider ?? Prompt ?? User ?? Session ?? Text) is not null
        || Status is not null
        || Cost is not null
        || Feedback is not null
        || Judgement is not null
        || Score is not null
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

    /// <summary>The address's query for the same calls: <paramref name="range"/> says how the time is written.</summary>
    public string ToQuery(params IEnumerable<KeyValuePair<string, string?>> range) => QueryHelpers.AddQueryString("", range
        .Concat(new Dictionary<string, string?>
        {
            ["environment"] = Environment,
            ["route"] = Route,
            ["model"] = Model,
            ["version"] = Version,
            ["provider"] = Provider,
            ["prompt"] = Prompt,
            ["user"] = User,
            ["session"] = Session,
            ["status"] = Status is { } status ? JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()) : null,
            ["cost_status"] = Cost?.Word(),
            ["feedback"] = CallOpinions.Word(Feedback),
            ["hallucination"] = CallOpinions.Word(Judgement),
            ["score"] = Score?.ToString(),
            ["min_latency_ms"] = MinLatencyMs?.ToString(CultureInfo.InvariantCulture),
            ["q"] = Text,
        }.Where(part => part.Value is not null))).TrimStart('?');

    /// <summary>The question to the store, newest first.</summary>
    public CallFilter ToFilter(ProjectId project, DateTimeOffset now, int limit, string? cursor = null) => new()
    {
        Project = project,
        From = now - Range.Length,
        Environment = Environment,
        Route = Route,
        Model = Model,
        Version = Version,
        Provider = Provider,
        Prompt = Prompt,
        User = User,
        Session = Session,
        Cost = Cost,
        Feedback = Feedback,
        Judgement = Judgement,
        Score = Score,
        Status = Status,
        MinLatencyMs = MinLatencyMs,
        Text = Text,
        Limit = limit,
        Cursor = cursor,
    };
}
