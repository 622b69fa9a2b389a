using Npgsql;

namespace Dashboard.Telemetry.Searching;

/// <summary>The indexes of <c>call_words</c>, which serve a day until those of <c>call_words_2</c> are there.</summary>
internal static class FormerIndexes
{
    /// <summary>Drops those that nobody needs any more, also what a stopped console left behind.</summary>
    public static async Task DropAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var partition in await ReplacedAsync(connection, ct))
        {
            // CONCURRENTLY: nobody waits who searches or writes. DDL takes no parameters; the name is our own.
            await using var drop = new NpgsqlCommand($"DROP INDEX CONCURRENTLY IF EXISTS {partition}_words", connection)
            {
                CommandTimeout = 0,
            };
            await drop.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<List<string>> ReplacedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT i.partition_name FROM partition_indexes i JOIN telemetry_partitions t USING (partition_name, created_at)
            WHERE t.table_name = 'payloads' AND t.dropped_at IS NULL AND i.words >= $1
              AND to_regclass(i.partition_name || '_words') IS NOT NULL
            """,
            connection)
        { Parameters = { new() { Value = (int)WordIndex.Current } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var replaced = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            replaced.Add(reader.GetString(0));
        }

        return replaced;
    }
}
