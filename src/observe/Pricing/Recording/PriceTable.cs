using System.Text.Json;
using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Pricing.Recording;

/// <summary>Reads the recorded prices.</summary>
public sealed class PriceTable(DecisionsDb db)
{
    private const int FirstRate = 17;

    /// <summary>Every row, in the order in which they were recorded.</summary>
    public async Task<IReadOnlyList<PriceRow>> ReadAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand($"""
            select id, layer, provider, model, aliases, by_maker, effective_from, source,
                tiers, service_tiers, checked_on, recorded_at, actor, position, match, rank, times_of_day,
                {TokenBuckets.PriceColumns}
            from prices
            order by position, ordinal
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<PriceRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(Row(reader));
        }

        return rows;
    }

    private static PriceRow Row(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        (PriceLayer)reader.GetInt16(1),
        new ModelPrice
        {
            Provider = reader.TextOrNull(2),
            Model = reader.GetString(3),
            Aliases = reader.GetFieldValue<string[]>(4),
            ByMaker = reader.GetBoolean(5),
            EffectiveFrom = reader.GetFieldValue<DateTimeOffset>(6),
            Source = reader.TextOrNull(7),
            Rates = TokenBuckets.Rates(bucket =>
                reader.ValueOrNull<decimal>(FirstRate + (int)bucket)),
            Tiers = JsonSerializer.Deserialize<PriceTier[]>(reader.GetString(8)) ?? [],
            ServiceTiers = JsonSerializer.Deserialize<ServiceTierPrice[]>(reader.GetString(9)) ?? [],
            CheckedOn = reader.ValueOrNull<DateOnly>(10),
            Match = reader.TextOrNull(14),
            TimesOfDay = JsonSerializer.Deserialize<TimeOfDayPrice[]>(reader.GetString(16)) ?? [],
        },
        reader.GetInt64(13),
        reader.GetFieldValue<DateTimeOffset>(11),
        reader.TextOrNull(12),
        reader.ValueOrNull<int>(15));
}
