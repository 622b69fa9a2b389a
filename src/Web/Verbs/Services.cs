using Dashboard.Postgres;

namespace Dashboard.Web.Verbs;

/// <summary>The services of the console for a verb that works beside a running server, or without one.</summary>
internal static class Services
{
    /// <summary>
    /// Opens the databases, does the work, and closes again what it opened itself. Listens to nothing.
    /// </summary>
    public static async Task<int> UseAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken ct)
    {
        await using var app = Program.Build(LogLevel.Warning);
        var databases = app.Services.GetRequiredService<PostgresStartup>();
        await databases.StartAsync(app.Services.GetServices<MigrationSet>(), ct);
        return await work(app.Services, ct);
    }

    /// <summary>Who acts, for the audit log: the user of the operating system.</summary>
    public static string Actor => "cli:" + Environment.UserName;
}
