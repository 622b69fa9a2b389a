namespace Dashboard.Bench.Metrics;

/// <summary>Something to ask <c>/api/metrics</c>.</summary>
/// <param name="Name">What is asked, in words.</param>
/// <param name="Range">How far back it reaches.</param>
/// <param name="Query">The other parameters.</param>
/// <param name="Requests">How often it is asked in a round; fewer where the answer is large.</param>
internal sealed record MetricsQuestion(string Name, TimeSpan Range, string Query, int Requests = 20)
{
    public static IReadOnlyList<MetricsQuestion> All { get; } =
    [
        new("24 h by route, hours", TimeSpan.FromHours(24), "step=hour&by=route"),
        new("24 h by route, minutes", TimeSpan.FromHours(24), "step=minute&by=route", Requests: 10),
        new("90 days by day, UTC", TimeSpan.FromDays(90), "step=day"),
        new("90 days by day, Berlin", TimeSpan.FromDays(90), "step=day&tz=Europe/Berlin"),
        new("90 days by day and model", TimeSpan.FromDays(90), "step=day&by=model"),
    ];

    /// <summary>The address of the answer up to an instant.</summary>
    public Uri UpTo(DateTimeOffset to) =>
        new($"api/metrics?from={Text(to - Range)}&to={Text(to)}&{Query}", UriKind.Relative);

    private static string Text(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ}";
}
