using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Erasure;

/// <summary>What is remembered of erasures: keyed hashes, and never an identifier.</summary>
internal static class Tombstones
{
    /// <summary>The key of the hashes; null where it is asked for only if something was ever erased.</summary>
    public static async Task<byte[]?> KeyAsync(NpgsqlConnection connection, bool onlyIfUsed, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT key FROM erasure_key WHERE NOT $1 OR EXISTS (SELECT FROM erased)", connection)
        {
            Parameters = { new() { Value = onlyIfUsed } },
        };
        return await command.ExecuteScalarAsync(ct) as byte[];
    }

    /// <summary>Those of the targets that were erased.</summary>
    public static async Task<Dictionary<(ProjectId, ErasureTarget), Tombstone>> FindAsync(
        NpgsqlConnection connection, HashSet<(ProjectId Project, ErasureTarget Target)> wanted, byte[] key,
        CancellationToken ct)
    {
        var byDigest = wanted.ToDictionary(pair => Convert.ToHexString(pair.Target.Digest(key, pair.Project)));
        await using var command = new NpgsqlCommand(
            "SELECT digest, erased_at, trace_id, span_id FROM erased WHERE digest = ANY ($1)", connection)
        {
            Parameters = { new() { Value = byDigest.Keys.Select(Convert.FromHexString).ToArray() } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<(ProjectId, ErasureTarget), Tombstone>();
        while (await reader.ReadAsync(ct))
        {
            found[byDigest[Convert.ToHexString(reader.GetFieldValue<byte[]>(0))]] = new Tombstone(
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.IsDBNull(2)
                    ? null
                    : (TraceId.FromGuid(reader.GetGuid(2)), SpanId.FromBigint(reader.GetInt64(3))));
        }

        return found;
    }

    /// <summary>Remembers; where something is known already, the newest erasure and the first call hold.</summary>
    public static async Task PutAsync(
        NpgsqlConnection connection,
        IEnumerable<(ProjectId Project, ErasureTarget Target, Tombstone Tombstone)> erased, byte[] key,
        CancellationToken ct)
    {
        // In one order, so that two who remember the same wait for each other.
        var rows = erased.DistinctBy(one => (one.Project, one.Target))
            .Select(one => (one.Project, Digest: one.Target.Digest(key, one.Project), one.Tombstone))
            .OrderBy(row => Convert.ToHexString(row.Digest), StringComparer.Ordinal)
            .ToList();
        if (rows.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            INSERT INTO erased AS e (project_id, digest, erased_at, trace_id, span_id)
            SELECT * FROM unnest($1, $2, $3, $4, $5)
            ON CONFLICT (project_id, digest) DO UPDATE SET erased_at = greatest(e.erased_at, EXCLUDED.erased_at),
              trace_id = coalesce(e.trace_id, EXCLUDED.trace_id), span_id = coalesce(e.span_id, EXCLUDED.span_id)
            """,
            connection);
        command.Parameters.AddArray(NpgsqlDbType.Integer, rows.Select(row => row.Project.Value));
        command.Parameters.AddArray(NpgsqlDbType.Bytea, rows.Select(row => row.Digest));
        command.Parameters.AddArray(NpgsqlDbType.TimestampTz, rows.Select(row => row.Tombstone.At.UtcDateTime));
        command.Parameters.AddArray(NpgsqlDbType.Uuid, rows.Select(row => row.Tombstone.Call?.Trace.ToGuid()));
        command.Parameters.AddArray(NpgsqlDbType.Bigint, rows.Select(row => row.Tombstone.Call?.Span.ToBigint()));
        await command.ExecuteNonQueryAsync(ct);
    }
}
