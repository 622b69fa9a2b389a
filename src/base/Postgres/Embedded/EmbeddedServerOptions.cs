namespace Dashboard.Postgres;

/// <summary>Where and how the embedded server runs.</summary>
/// <param name="DataFolder">The console's data folder; the server keeps to its subfolder <c>postgres</c>.</param>
public sealed record EmbeddedServerOptions(string DataFolder)
{
    /// <summary>PostgreSQL's page cache, with its unit.</summary>
    public string SharedBuffers { get; init; } = "256MB";

    /// <summary>False only for throw-away test servers: nothing is forced to disk.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Longest wait for a start that makes no visible progress, and for a clean stop.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
