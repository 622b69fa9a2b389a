using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Testing;

/// <summary>Migrated databases to copy from: each combination of migration sets is applied once per test run.</summary>
internal static class TestTemplates
{
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static readonly Dictionary<string, string> Names = [];
    private static string? _server;

    public static async Task<string> GetAsync(string server, MigrationSet[] sets, CancellationToken ct)
    {
        if (sets.Length == 0)
        {
            return "template0";
        }

        await Gate.WaitAsync(ct);
        try
        {
            _server = server;
            var key = string.Join('|', sets.Select(set => $"{set.Assembly.FullName}/{set.Folder}/{set.Name}"));
            if (!Names.TryGetValue(key, out var name))
            {
                name = $"test_template_{Guid.NewGuid():N}";
                await CreateAsync(server, name, sets, ct);
                Names.Add(key, name);
            }

            return name;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Leaves nothing on a server that is not ours.</summary>
    public static async Task DropAsync()
    {
        foreach (var name in Names.Values)
        {
            await TestServer.ExecuteAsync(_server!, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
        }

        Names.Clear();
    }

    private static async Task CreateAsync(string server, string name, MigrationSet[] sets, CancellationToken ct)
    {
        await TestServer.ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy", ct);
        try
        {
            // Unpooled: a template must have no connection left when it is copied.
            await using var source = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false });
            await MigrationRunner.RunAsync(source, sets, ct);
        }
        catch
        {
            await TestServer.ExecuteAsync(server, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
            throw;
        }
    }
}
