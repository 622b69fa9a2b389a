using Dashboard.Events;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Bench.Explorer;

/// <summary>One question to the explorer.</summary>
internal sealed record ExplorerCase(string Name, CallFilter Filter)
{
    /// <summary>Closed days have indexes: the same question takes another way there.</summary>
    private static readonly string[] _alsoOfThePast =
    [
        "no filter", "route", "user", "route and over 5 s", "route and over 30 s", "thumbs-down of a route",
        "search common word", "search rare word", "search word that is nowhere", "search common word of a user",
        "search common word of a route", "search common Chinese word", "search Chinese word of three characters",
        "search one Chinese character", "search rare Chinese word", "search common part of identifiers",
        "search rare part of identifiers",
    ];

    private static CallFilter All => new() { Project = ProjectId.First, Limit = 50 };

    /// <summary>Every filter, common and rare, every kind of search, and what is asked of days that are over.</summary>
    public static IReadOnlyList<ExplorerCase> Every(DateTimeOffset now) =>
    [
        .. Filters, .. Scores, .. Searches,
        .. Filters.Concat(Scores).Concat(Searches)
            .Where(each => _alsoOfThePast.Contains(each.Name))
            .Select(each => new ExplorerCase(each.Name + ", to a week ago", each.Filter with { To = now.AddDays(-7) })),
    ];

    private static IReadOnlyList<ExplorerCase> Filters { get; } =
    [
        new("no filter", All),
        new("route", All with { Route = "route-3" }),
        new("model", All with { Model = "model-4" }),
        new("version", All with { Version = "v3" }),
        new("provider", All with { Provider = "anthropic" }),
        new("prompt", All with { Prompt = "answer@1" }),
        new("environment", All with { Environment = "production" }),
        new("status error", All with { Status = SpanStatus.Error }),
        new("status client abort", All with { Status = SpanStatus.ClientAbort }),
        new("over 5 s", All with { MinLatencyMs = 5_000 }),
        new("over 30 s", All with { MinLatencyMs = 30_000 }),
        new("cost unpriced", All with { Cost = CostGroup.Unpriced }),
        new("user", All with { User = "user-42" }),
        new("session", All with { Session = "session-777" }),
        new("rare route, 1 in 20,000", All with { Route = ExplorerLoad.RareRoute }),
        new("rare user, 1 in 20,000", All with { User = ExplorerLoad.RareUser }),
        new("route and over 5 s", All with { Route = "route-3", MinLatencyMs = 5_000 }),
        new("route and over 30 s", All with { Route = "route-3", MinLatencyMs = 30_000 }),
    ];

    private static IReadOnlyList<ExplorerCase> Scores { get; } =
    [
        new("thumbs-down", All with { Feedback = CallFeedback.Down }),
        new("no vote", All with { Feedback = CallFeedback.None }),
        new("hallucination found", All with { Judgement = CallJudgement.Flagged }),
        new("judged without hallucination", All with { Judgement = CallJudgement.Clean }),
        new("score at least 0.9", All with { Score = new ScoreBound("helpfulness", IsAtLeast: true, 0.9) }),
        new("thumbs-down of a route", All with { Feedback = CallFeedback.Down, Route = "route-3" }),
        new("thumbs-down of the rare route", All with { Feedback = CallFeedback.Down, Route = ExplorerLoad.RareRoute }),
        new("thumbs-down and a common word", All with { Feedback = CallFeedback.Down, Text = "refund" }),
        new("a score nobody gives", All with { Score = new ScoreBound("elegance", IsAtLeast: true, 0) }),
    ];

    private static IReadOnlyList<ExplorerCase> Searches { get; } =
    [
        new("search common word", All with { Text = "refund" }),
        new("search rare word", All with { Text = ExplorerLoad.RareWord }),
        new("search rare phrase", All with { Text = $"\"{ExplorerLoad.RareWord} lesson\"" }),
        new("search word that is nowhere", All with { Text = "zeppelin" }),
        new("search common word of a user", All with { Text = "refund", User = "user-42" }),
        new("search common word of a route", All with { Text = "refund", Route = "route-3" }),
        new("search common Chinese word", All with { Text = ExplorerLoad.ChineseWord }),
        new("search Chinese word of three characters", All with { Text = ExplorerLoad.LongChineseWord }),
        new("search one Chinese character", All with { Text = ExplorerLoad.ChineseWord[..1] }),
        new("search rare Chinese word", All with { Text = ExplorerLoad.RareChineseWord }),
        new("search common part of identifiers", All with { Text = ExplorerLoad.Identifier }),
        new("search rare part of identifiers", All with { Text = ExplorerLoad.RareIdentifier }),
    ];
}
