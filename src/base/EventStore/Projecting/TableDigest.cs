using Npgsql;

namespace Dashboard.EventStore;

/// <summary>One short text per table that says whether its rows are the same, in whatever order they lie.</summary>
internal static class TableDigest
{
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<string> tables, CancellationToken ct)
    {
        var digests = new Dictionary<string, string>();
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"""
                SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(r::text), '' ORDER BY md5(r::text))), '') FROM {table} r
                """, connection);
            digests.Add(table, (string)(await command.ExecuteScalarAsync(ct))!);
        }

        return digests;
    }
}
