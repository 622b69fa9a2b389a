using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dashboard.Events;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Searching;
using Dashboard.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Explorer.Api;

/// <summary>The query string of <c>/api/calls</c>, as it came.</summary>
internal sealed record CallParameters(
    string? From,
    string? To,
    string? Route,
    string? Model,
    string? Version,
    string? Provider,
    string? Prompt,
    string? Environment,
    string? Status,
    [property: FromQuery(Name = "min_latency_ms")] string? MinLatencyMs,
    [property: FromQuery(Name = "cost_status")] string? CostStatus,
    string? Feedback,
    string? Hallucination,
    string? Score,
    string? User,
    string? Session,
    string? Q,
    string? Cursor,
    string? Limit)
{
    /// <summary>Reads the parameters, or says what to change.</summary>
    public bool TryFilter(
        ProjectId project, [NotNullWhen(true)] out CallFilter? filter, [NotNullWhen(false)] out FieldFault? fault)
    {
        filter = null;
        if (!TryTime(From, out var from) || !TryTime(To, out var to))
        {
            fault = new(TryTime(From, out _) ? "to" : "from", $"Each of 'from' and 'to' {OutsideTime.Fault}.");
            return false;
        }

        SpanStatus? status = Status switch
        {
            "ok" => SpanStatus.Ok,
            "error" => SpanStatus.Error,
            "client_abort" => SpanStatus.ClientAbort,
            _ => null,
        };
        if (status is null && !string.IsNullOrEmpty(Status))
        {
            fault = new("status", $"status must be ok, error or client_abort, not '{Status}'.");
            return false;
        }

        double latency = 0;
        if (!string.IsNullOrEmpty(MinLatencyMs)
            && !(double.TryParse(MinLatencyMs, NumberStyles.Float, CultureInfo.InvariantCulture, out latency)
                && latency is >= 0 and < 1e15))
        {
            fault = new("min_latency_ms", "min_latency_ms must be a number of milliseconds, 0 or more.");
            return false;
        }

        var cost = CostGroups.Parse(CostStatus);
        if (cost is null && !string.IsNullOrEmpty(CostStatus))
        {
            fault = new(
                "cost_status",
                $"cost_status must be one of {string.Join(", ", CostGroups.Words)}, not '{CostStatus}'.");
            return false;
        }

        if (!TryScores(out var feedback, out var judgement, out var bound, out fault))
        {
            return false;
        }

        if (!string.IsNullOrEmpty(Q) && SearchText.Parse(Q) is null)
        {
            fault = new("q", $"q holds no letter and no digit. {SearchText.Grammar}");
            return false;
        }

        var limit = 50;
        if (!string.IsNullOrEmpty(Limit)
            && !(int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= 500))
        {
            fault = new("limit", "limit must be a whole number from 1 to 500.");
            return false;
        }

        if (!string.IsNullOrEmpty(Cursor) && !CallCursor.TryParse(Cursor, out _))
        {
            fault = new(
                "cursor", "The cursor is not one that this list gave; leave it out to begin at the newest call.");
            return false;
        }

        fault = null;
        filter = new CallFilter
        {
            Project = project,
            From = from,
            To = to,
            Route = Given(Route),
            Model = Given(Model),
            Version = Given(Version),
            Provider = Given(Provider),
            Prompt = Given(Prompt),
            Environment = Given(Environment),
            Status = status,
            MinLatencyMs = string.IsNullOrEmpty(MinLatencyMs) ? null : latency,
            Cost = cost,
            Feedback = feedback,
            Judgement = judgement,
            Score = bound,
            User = Given(User),
            Session = Given(Session),
            Text = Given(Q),
            Cursor = Given(Cursor),
            Limit = limit,
        };
        return true;
    }

    private bool TryScores(
        out CallFeedback? feedback, out CallJudgement? judgement, out ScoreBound? bound,
        [NotNullWhen(false)] out FieldFault? fault)
    {
        feedback = CallOpinions.ParseFeedback(Feedback);
        judgement = CallOpinions.ParseJudgement(Hallucination);
        fault = feedback is null && !string.IsNullOrEmpty(Feedback)
            ? new("feedback", $"feedback must be up, down or none, not '{Feedback}'.")
            : judgement is null && !string.IsNullOrEmpty(Hallucination)
                ? new("hallucination", $"hallucination must be flagged or clean, not '{Hallucination}'.")
                : null;
        if (!ScoreBound.TryParse(Score, out bound) && !string.IsNullOrEmpty(Score))
        {
            fault ??= new("score", $"'{Score}' is no score. {ScoreBound.Grammar}");
        }

        return fault is null;
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (!OutsideTime.TryParse(text, out var parsed))
        {
            return false;
        }

        time = parsed;
        return true;
    }
}
