using System.Text.Json;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Pricing.Recording;

/// <summary>
/// Table <c>prices</c>: a row for each price that was ever set or imported. Rings when it has changed.
/// </summary>
public sealed class PriceProjection : IProjection
{
    /// <summary>The kind of ring after which price books must be read again.</summary>
    public const string Bell = "prices";

    public string Name => "prices";

    public IReadOnlyList<string> Tables => ["prices"];

    public async Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        IReadOnlyList<PriceRow> rows = e.Data switch
        {
            PriceSet set => [Row(e, $"prices:{e.Position}", PriceLayer.Set, set.Price)],
            PricesImported imported =>
            [
                .. imported.Prices.Select((price, i) => Row(e, $"prices:{e.Position}:{i}", PriceLayer.Imported, price)),
            ],
            _ => [],
        };
        if (rows.Count > 0)
        {
            await CopyAsync(c, e.Position, rows, ct);
            await RankAsync(c, (e.Data as PricesImported)?.Order ?? [], ct);
            await Doorbell.RingAsync(c, Bell, "", ct);
        }
    }

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("delete from prices", c, t);
        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(c, Bell, "", ct);
    }

    private static PriceRow Row(StoredEvent e, string id, PriceLayer layer, ModelPrice price) =>
        new(id, layer, price, e.Position, e.Timestamp, e.Actor);

    private static async Task CopyAsync(
        NpgsqlConnection connection, long position, IReadOnlyList<PriceRow> rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"""
            copy prices (id, position, ordinal, layer, provider, model, aliases, by_maker, effective_from,
                {TokenBuckets.PriceColumns},
                tiers, service_tiers, source, checked_on, recorded_at, actor, match, times_of_day)
            from stdin (format binary)
            """, ct);
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, price) = (rows[i], rows[i].Price);
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(row.Id, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(position, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(i, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync((short)row.Layer, NpgsqlDbType.Smallint, ct);
            await WriteAsync(copy, price.Provider, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(price.Model, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(price.Aliases.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
            await copy.WriteAsync(price.ByMaker, NpgsqlDbType.Boolean, ct);
            // Prices that hold for all time come from the program alone: a fact without a date counts when recorded.
            await copy.WriteAsync(price.EffectiveFrom ?? row.RecordedAt!.Value, NpgsqlDbType.TimestampTz, ct);
            foreach (var bucket in TokenBuckets.All)
            {
                await WriteAsync(copy, bucket.Listed(price.Rates), NpgsqlDbType.Numeric, ct);
            }

            await copy.WriteAsync(JsonSerializer.Serialize(price.Tiers), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(JsonSerializer.Serialize(price.ServiceTiers), NpgsqlDbType.Jsonb, ct);
            await WriteAsync(copy, price.Source, NpgsqlDbType.Text, ct);
            await WriteAsync(copy, price.CheckedOn, NpgsqlDbType.Date, ct);
            await copy.WriteAsync(row.RecordedAt!.Value, NpgsqlDbType.TimestampTz, ct);
            await WriteAsync(copy, row.Actor, NpgsqlDbType.Text, ct);
            await WriteAsync(copy, price.Match, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(JsonSerializer.Serialize(price.TimesOfDay), NpgsqlDbType.Jsonb, ct);
        }

        await copy.CompleteAsync(ct);
    }

    // The newest list gives the order, also of rows that earlier ones recorded; what it has no more comes last.
    private static async Task RankAsync(NpgsqlConnection connection, IReadOnlyList<ListedOrder> order, CancellationToken ct)
    {
        if (order.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            update prices set rank = o.rank
            from (select p.id, coalesce(l.rank, 1000000000) as rank
                  from prices p left join unnest($1::text[], $2::text[], $3::int[]) as l(provider, model, rank)
                    on l.provider = p.provider and l.model = p.model
                  where p.match is not null) as o
            where prices.id = o.id and prices.rank is distinct from o.rank
            """,
            connection);
        var ranks = order
            .SelectMany(listed => listed.Models, (listed, model) => (listed.Provider, Model: model))
            .Select((one, i) => (one.Provider, one.Model, Rank: i))
            .ToList();
        command.Parameters.Add(new() { Value = ranks.Select(one => one.Provider).ToArray() });
        command.Parameters.Add(new() { Value = ranks.Select(one => one.Model).ToArray() });
        command.Parameters.Add(new() { Value = ranks.Select(one => one.Rank).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static Task WriteAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken ct) =>
        value is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(value, type, ct);
}
