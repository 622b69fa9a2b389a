namespace Dashboard.Web.Demo;

/// <summary>A made-up application: what it calls, how often, and how it changes.</summary>
/// <param name="Name">The route under which the console shows it, and our name of its model.</param>
/// <param name="Model">The model, which is as made up as the rest, and has a price.</param>
/// <param name="CallsPerDay">How many calls every day has.</param>
/// <param name="Before">The version that serves at first.</param>
/// <param name="After">The version that takes over.</param>
/// <param name="TakesOver">How long before the end that is.</param>
/// <param name="MonthlyBudget">What a month may cost, in US dollars.</param>
/// <param name="VotedShare">How many answers are voted on, and as many are judged.</param>
internal sealed record DemoRoute(
    string Name,
    DemoModel Model,
    int CallsPerDay,
    DemoVersion Before,
    DemoVersion After,
    TimeSpan TakesOver,
    int MonthlyBudget,
    double VotedShare = 0)
{
    /// <summary>
    /// GUS answers customers for about $15 a day; since the last update it is slower and becomes slower still, and is
    /// liked less: thumbs-down is up ten points. A call costs what it always did. Of the other two one became cheaper
    /// and one dearer last week, by little and about as much.
    /// </summary>
    public static IReadOnlyList<DemoRoute> All { get; } =
    [
        new(
            "demo-gus",
            DemoModel.Large,
            CallsPerDay: 5300,
            Before: new("v1", 1.92, 700, 122, CachedShare: 0.35, ErrorRate: 0.008, DownRate: 0.06, HallucinationRate: 0.096),
            After: new(
                "v2", 2.5, 700, 122, CachedShare: 0.35, ErrorRate: 0.008, Slowdown: 0.32, DownRate: 0.16,
                HallucinationRate: 0.11),
            TakesOver: TimeSpan.FromHours(12),
            MonthlyBudget: 480,
            VotedShare: 0.12),
        new(
            "demo-search",
            DemoModel.Small,
            CallsPerDay: 1400,
            Before: new("2026.10", 0.6, 990, 33, CachedShare: 0, ErrorRate: 0.003),
            After: new("2026.11", 0.55, 990, 33, CachedShare: 0.9, ErrorRate: 0.003),
            TakesOver: TimeSpan.FromDays(5.5),
            MonthlyBudget: 10),
        new(
            "demo-triage",
            DemoModel.Medium,
            CallsPerDay: 400,
            Before: new("6", 1.5, 330, 44, CachedShare: 0, ErrorRate: 0.008),
            After: new("7", 1.5, 460, 44, CachedShare: 0, ErrorRate: 0.008),
            TakesOver: TimeSpan.FromDays(6.5),
            MonthlyBudget: 10),
    ];

    /// <summary>The names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(route => route.Name)];

    /// <summary>When its later version takes over in a story that ends then: a whole quarter of an hour.</summary>
    public DateTimeOffset TakeoverBefore(DateTimeOffset end)
    {
        var at = (end - TakesOver).UtcTicks;
        return new DateTimeOffset(at - (at % (15 * TimeSpan.TicksPerMinute)), TimeSpan.Zero);
    }
}
