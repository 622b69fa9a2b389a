using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Dashboard.Postgres.Tests;

/// <summary>One data folder for a class of tests, which start and stop servers on it.</summary>
public sealed class ServerDataFolder : IDisposable
{
    private readonly DirectoryInfo _temporary;

    public ServerDataFolder()
    {
        _temporary = Directory.CreateTempSubdirectory("dashboard-test-");
        DataFolder = System.IO.Path.Combine(_temporary.FullName, "data");
        // The server's user must get through.
        File.SetUnixFileMode(_temporary.FullName, (UnixFileMode)0b111_001_001);
    }

    public string DataFolder { get; }

    internal ServerFolder Folder => new(DataFolder);

    public EmbeddedServer Server() => new(
        new EmbeddedServerOptions(DataFolder) { Durable = false, SharedBuffers = "16MB" },
        TimeProvider.System,
        NullLogger<EmbeddedServer>.Instance);

    /// <summary>A server that nobody supervises, as a killed console leaves it.</summary>
    internal async Task<ServerProcess> OrphanAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var user = ServerUser.ForThisProcess();
        Folder.Create(user);
        var binaries = ServerBinaries.Locate().ReadyFor(user, Folder.Root);
        await ClusterInitializer.EnsureAsync(Folder, binaries, user, durable: false, ct);
        var settings = ServerSettings.For(new EmbeddedServerOptions(DataFolder) { Durable = false, SharedBuffers = "16MB" }, Folder);
        var orphan = ServerProcess.Start(binaries, Folder.Cluster, settings, user, TimeProvider.System);
        Assert.Null(await orphan.WaitUntilReadyAsync(ct));
        return orphan;
    }

    /// <summary>Asks until the server answers.</summary>
    public static async Task<object?> AskAsync(NpgsqlDataSource source, string sql)
    {
        var ct = TestContext.Current.CancellationToken;
        while (true)
        {
            try
            {
                await using var command = source.CreateCommand(sql);
                return await command.ExecuteScalarAsync(ct);
            }
            catch (NpgsqlException e) when (e.IsTransient || e.SqlState == PostgresErrorCodes.AdminShutdown)
            {
                await Task.Yield();
            }
        }
    }

    public void Dispose() => _temporary.Delete(recursive: true);
}
