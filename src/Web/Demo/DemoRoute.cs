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
internal sealed record DemoRoute(
    string Name,
    string Provider,
    string Model,
    int CallsPerDay,
    double MedianInputTokens,
    DemoVersion Before,
    DemoVersion After,
    double SwitchAt)
{
    /// <summary>
    /// GUS answers customers for about $15 a day; since the last update it is slower and becomes slower still, fails
    /// more
    /// often and talks more. The other two do what they always did.
    /// </summary>
    public static IReadOnlyList<DemoRoute> All { get; } =
    [
        new(
            "gus",
            "openai",
            "gpt-4o-2024-08-06",
            CallsPerDay: 5200,
            MedianInputTokens: 620,
            Before: new("v1", MedianSeconds: 1.7, MedianOutputTokens: 96, ErrorRate: 0.006),
            After: new("v2", MedianSeconds: 2.2, MedianOutputTokens: 138, ErrorRate: 0.028, SlowdownPerHour: 0.045),
            SwitchAt: 0.62),
        Steady("search-rewrite", "openai", "gpt-4o-mini-2024-07-18", 3400, 240, new("2026.10", 0.55, 34, 0.003)),
        Steady("ticket-triage", "anthropic", "claude-haiku-4-5", 500, 950, new("7", 1.3, 62, 0.008)),
    ];

    private static DemoRoute Steady(
        string name, string provider, string model, int callsPerDay, double inputTokens, DemoVersion version) =>
        new(name, provider, model, callsPerDay, inputTokens, version, version, 1);
}
