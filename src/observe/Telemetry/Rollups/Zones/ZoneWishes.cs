using Npgsql;

namespace Dashboard.Telemetry.Rollups.Zones;

/// <summary>
/// The readers' side of the kept days of time zones: whether a zone's days are there, and the wish that they be. The
/// compactor sums them within seconds; until then days are read as quarters of an hour, which takes longer.
/// </summary>
public static class ZoneWishes
{
    /// <summary>So many zones are kept at once: each costs the compactor a little with every call.</summary>
    public const int MaxZones = 8;

    /// <summary>The zone's days where they are kept; null otherwise, which is a wish.</summary>
    public static async Task<TierTable?> FindAsync(NpgsqlConnection connection, TimeZoneInfo zone, CancellationToken ct)
    {
        await using var find = Command(
            connection,
            "SELECT zone_id, days_hash, asked_at < now() - interval '1 day' FROM rollup_zones WHERE name = $1",
            zone);
        TierTable? kept = null;
        var (isKnown, isOld) = (false, false);
        await using (var reader = await find.ExecuteReaderAsync(ct))
        {
            if (await reader.ReadAsync(ct))
            {
                (isKnown, isOld) = (true, reader.GetBoolean(2));
                kept = !reader.IsDBNull(1) && reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(ZoneRules.HashOf(zone))
                    ? ZoneTier.Of(reader.GetInt32(0), zone).Table
                    : null;
            }
        }

        if (isKnown && !isOld)
        {
            return kept;
        }

        await using var ask = Command(
            connection,
            isKnown
                ? "UPDATE rollup_zones SET asked_at = now() WHERE name = $1"
                : $"""
                INSERT INTO rollup_zones (name) SELECT $1 WHERE (SELECT count(*) FROM rollup_zones) < {MaxZones}
                ON CONFLICT (name) DO NOTHING
                """,
            zone);
        await ask.ExecuteNonQueryAsync(ct);
        return kept;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, TimeZoneInfo zone) =>
        new(sql, connection) { Parameters = { new() { Value = zone.Id } } };
}
