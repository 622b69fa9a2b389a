using Dashboard.Testing;
using Xunit;

namespace Dashboard.Deployments.Tests;

/// <summary>
/// One console on one database for a class whose tests do not disturb each other: each has names of its own.
/// </summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private DirectoryInfo _folder = null!;

    internal TestDatabase Db { get; private set; } = null!;

    internal DeploymentConsole Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("dashboard-deployments-");
        Db = await DeploymentConsole.CreateDatabaseAsync();
        Console = await DeploymentConsole.StartAsync(Db.ConnectionString, _folder.FullName);
        await Console.PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Db.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
