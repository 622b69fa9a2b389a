namespace Dashboard.Web.Demo;

/// <summary>A made-up application: what it calls, how often, and how it changes during the day.</summary>
/// <param name="Name">The route under which the console shows it.</param>
/// <param name="Provider">Who serves the model.</param>
/// <param name="Model">The model as the provider names it.</param>
/// <param name="CallsPerDay">How many calls the day has, give or take chance.</param>
/// <param name="MedianInputTokens">Median length of a request.</param>
/// <param name="Before">The version that serves when the day begins.</param>
/// <param name="After">The version that takes over.</param>
/// <param name="SwitchAt">When, as a share of the day.</param>
/// <param name="VotedShare">How many answers are voted on, and as many are judged.</param>
internal sealed record DemoRoute(
    string Name,
    string Provider,
    string Model,
    int CallsPerDay,
    double MedianInputTokens,
    DemoVersion Before,
    DemoVersion After,
    double SwitchAt,
    double VotedShare = 0)
{
    /// <summary>
    /// GUS answers customers for about $15 a day; since the last update it is slower and becomes slower still, fails
    /// more
    /// often, talks more, and is liked less: thumbs-down is up ten points. The other two do what they always did.
    /// </summary>
    public static IReadOnlyList<DemoRoute> All { get; } =
    [
        new(
            "gus",
            "openai",
            "gpt-4o-2024-08-06",
            CallsPerDay: 5200,
            MedianInputTokens: 620,
            Before: new(
                "v1", MedianSeconds: 1.7, MedianOutputTokens: 96, ErrorRate: 0.006, DownRate: 0.064, HallucinationRate: 0.096),
            After: new(
                "v2", MedianSeconds: 2.2, MedianOutputTokens: 138, ErrorRate: 0.028, SlowdownPerHour: 0.045, DownRate: 0.164,
                HallucinationRate: 0.11),
            SwitchAt: 0.62,
            VotedShare: 0.12),
        Steady("search-rewrite", "openai", "gpt-4o-mini-2024-07-18", 3400, 240, new("2026.10", 0.55, 34, 0.003)),
        Steady("ticket-triage", "anthropic", "claude-haiku-4-5", 500, 950, new("7", 1.3, 62, 0.008)),
    ];

    private static DemoRoute Steady(
        string name, string provider, string model, int callsPerDay, double inputTokens, DemoVersion version) =>
        new(name, provider, model, callsPerDay, inputTokens, version, version, 1);
}
