using Dashboard.Testing;
using Npgsql;

namespace Dashboard.EventStore.Tests;

/// <summary>Sums weights per stream, and fails when told to, after it wrote, or ends its connection.</summary>
internal sealed class WeightProjection(string table = "weights") : IProjection
{
    public bool Fails { get; set; }

    public bool LosesConnection { get; set; }

    /// <summary>Positions of all events that came, in their order.</summary>
    public List<long> Seen { get; } = [];

    public string Name => table;

    public IReadOnlyList<string> Tables => [table];

    public static async Task CreateTableAsync(TestDatabase db, string table = "weights") =>
        await db.ExecuteAsync($"CREATE TABLE {table} (stream text PRIMARY KEY, total int NOT NULL, n int NOT NULL)");

    public async Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        Seen.Add(e.Position);
        if (e.Data is not WeightChanged changed)
        {
            return;
        }

        if (LosesConnection)
        {
            await using var end = new NpgsqlCommand("SELECT pg_terminate_backend(pg_backend_pid())", c, t);
            await end.ExecuteNonQueryAsync(ct);
        }

        await using var command = new NpgsqlCommand($"""
            INSERT INTO {table} VALUES ($1, $2, 1)
            ON CONFLICT (stream) DO UPDATE SET total = {table}.total + excluded.total, n = {table}.n + 1
            """, c, t);
        command.Parameters.Add(new() { Value = e.StreamId });
        command.Parameters.Add(new() { Value = changed.Weight });
        await command.ExecuteNonQueryAsync(ct);
        if (Fails)
        {
            throw new InvalidOperationException("told to fail");
        }
    }

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"DELETE FROM {table}", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }
}
