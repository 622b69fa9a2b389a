using Dashboard.EventStore;
using Dashboard.Testing;
using Npgsql;

namespace Dashboard.MartenProgram.Tests;

/// <summary>A read model of the console: how many revisions a route has.</summary>
internal sealed class RouteCounts : IProjection
{
    public string Name => "route_counts";

    public IReadOnlyList<string> Tables => ["route_counts"];

    public static Task CreateTableAsync(TestDatabase db) =>
        db.ExecuteAsync("CREATE TABLE route_counts (route text PRIMARY KEY, n int NOT NULL)");

    public async Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        if (e.Data is not Events.RouteDeployed deployed)
        {
            return;
        }

        await using var command = new NpgsqlCommand("""
            INSERT INTO route_counts VALUES ($1, 1) ON CONFLICT (route) DO UPDATE SET n = route_counts.n + 1
            """, c, t)
        {
            Parameters = { new() { Value = deployed.Route } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM route_counts", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }
}
