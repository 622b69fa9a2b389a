using Npgsql;

namespace Dashboard.Telemetry.Rollups.Zones;

/// <summary>
/// The compactor's side of the kept days of time zones: sums up those that are wished for, and gives up those that nobody
/// has asked for in a month. Runs in the compactor's transaction, so that what is summed here and what is folded later
/// meet without a gap.
/// </summary>
internal static class ZoneKeeper
{
    /// <summary>The zones whose days are to be kept from now on.</summary>
    public static async Task<IReadOnlyList<ZoneTier>> OpenAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await GiveUpAsync(connection, ct);
        var tiers = new List<ZoneTier>();
        foreach (var (number, name, hash) in await ReadAsync(connection, ct))
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            {
                // Known to another console's machine only: not kept up here, so no longer to be read.
                await SetHashAsync(connection, number, null, ct);
                continue;
            }

            var tier = ZoneTier.Of(number, zone);
            if (hash is null || !hash.AsSpan().SequenceEqual(ZoneRules.HashOf(zone)))
            {
                await SumAsync(connection, tier, number, ct);
                await SetHashAsync(connection, number, ZoneRules.HashOf(zone), ct);
            }

            tiers.Add(tier);
        }

        return tiers;
    }

    /// <summary>The zones whose days are kept as this machine knows their rules.</summary>
    public static async Task<IReadOnlyList<ZoneTier>> KeptAsync(NpgsqlConnection connection, CancellationToken ct) =>
    [
        .. from row in await ReadAsync(connection, ct)
           let zone = TimeZoneInfo.TryFindSystemTimeZoneById(row.Name, out var found) ? found : null
           where zone is not null && row.Hash.AsSpan().SequenceEqual(ZoneRules.HashOf(zone))
           select ZoneTier.Of(row.Number, zone),
    ];

    /// <summary>In two runs: who has just been told that the days are kept must still find them.</summary>
    private static async Task GiveUpAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(
                    """
                    WITH unasked AS (
                      DELETE FROM rollup_zones WHERE asked_at < now() - interval '30 days' AND days_hash IS NULL
                      RETURNING zone_id)
                    DELETE FROM rollup_zone_day WHERE zone_id IN (SELECT zone_id FROM unasked)
                    """),
                new(
                    """
                    UPDATE rollup_zones SET days_hash = NULL
                    WHERE asked_at < now() - interval '30 days' AND days_hash IS NOT NULL
                    """),
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<(int Number, string Name, byte[]? Hash)>> ReadAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT zone_id, name, days_hash FROM rollup_zones WHERE asked_at >= now() - interval '30 days'", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var zones = new List<(int, string, byte[]?)>();
        while (await reader.ReadAsync(ct))
        {
            zones.Add((
                reader.GetInt32(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2)));
        }

        return zones;
    }

    private static async Task SumAsync(NpgsqlConnection connection, ZoneTier tier, int number, CancellationToken ct)
    {
        await using (var clear = new NpgsqlCommand("DELETE FROM rollup_zone_day WHERE zone_id = $1", connection))
        {
            clear.Parameters.Add(new() { Value = number });
            await clear.ExecuteNonQueryAsync(ct);
        }

        await foreach (var week in ZoneWeeks.ReadAsync(connection, tier, ct))
        {
            await tier.Table.ReplaceAsync(connection, week.Sums, ct);
        }
    }

    private static async Task SetHashAsync(
        NpgsqlConnection connection, int number, byte[]? hash, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE rollup_zones SET days_hash = $2 WHERE zone_id = $1 AND days_hash IS DISTINCT FROM $2", connection)
        {
            Parameters =
            {
                new() { Value = number },
                new() { Value = (object?)hash ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
