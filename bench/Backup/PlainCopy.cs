using System.Diagnostics;
using Npgsql;

namespace Dashboard.Bench.Backup;

/// <summary>
/// The limits of a backup: every table by binary COPY into a file, neither hashed nor compressed, and as many bytes
/// written to the same disk from memory.
/// </summary>
/// <param name="Bytes">All rows of all tables.</param>
/// <param name="Seconds">How long reading and writing them takes, until they are on disk.</param>
/// <param name="WriteSeconds">How long it takes to write as many, until they are on disk.</param>
internal sealed record PlainCopy(long Bytes, double Seconds, double WriteSeconds)
{
    private const int BufferBytes = 1 << 20;

    public static async Task<PlainCopy> MeasureAsync(NpgsqlDataSource source, string file, CancellationToken ct)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            var bytes = await CopyAsync(source, file, ct);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            File.Delete(file);
            began = Stopwatch.GetTimestamp();
            await FillAsync(file, bytes, ct);
            return new PlainCopy(bytes, seconds, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<long> CopyAsync(NpgsqlDataSource source, string path, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand(
            """
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            """,
            connection))
        await using (var reader = await list.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                tables.Add(reader.GetString(0));
            }
        }

        await using var file = File.Create(path);
        foreach (var table in tables)
        {
            await using var rows = await connection.BeginRawBinaryCopyAsync($"COPY {table} TO STDOUT (FORMAT BINARY)", ct);
            await rows.CopyToAsync(file, BufferBytes, ct);
        }

        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private static async Task FillAsync(string path, long bytes, CancellationToken ct)
    {
        var buffer = new byte[BufferBytes];
        Random.Shared.NextBytes(buffer);
        await using var file = File.Create(path);
        for (var left = bytes; left > 0; left -= buffer.Length)
        {
            await file.WriteAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), ct);
        }

        file.Flush(flushToDisk: true);
    }
}
