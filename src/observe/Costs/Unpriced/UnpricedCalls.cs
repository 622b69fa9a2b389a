using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.Unpriced;

/// <summary>Finds the models that lack a price, by an index that holds such calls alone.</summary>
internal sealed class UnpricedCalls(TelemetryDb db)
{
    private readonly SeriesCatalog _catalog = new(db);

    /// <summary>
    /// Models with calls of any time that used something and have no price, the one with most calls first.
    /// </summary>
    public async Task<IReadOnlyList<UnpricedModel>> ReadAsync(CostScope scope, CancellationToken ct)
    {
        var series = await _catalog.ReadAsync(scope.Project, key => scope.Keeps(key), ct);
        await using var command = db.Source.CreateCommand($"""
            SELECT series_id, count(*), min(started_at), max(started_at),
              coalesce(sum({TokenColumns.Input} + {TokenColumns.Output}), 0)::bigint
            FROM calls
            WHERE project_id = $1 AND cost_status = 1 AND counted AND series_id = ANY ($2)
            GROUP BY series_id
            HAVING sum({TokenColumns.Anything}) > 0
            """);
        command.Parameters.Add(new() { Value = scope.Project.Value });
        command.Parameters.Add(new() { Value = series.Keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<(SeriesKey Key, UnpricedModel Model)>();
        while (await reader.ReadAsync(ct))
        {
            var key = series[reader.GetInt32(0)];
            rows.Add((key, new UnpricedModel(
                key.Provider, key.Model, [key.Route], reader.GetInt64(1), reader.GetInt64(4),
                reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3))));
        }

        return
        [
            .. rows.GroupBy(row => (row.Key.Provider, row.Key.Model), row => row.Model)
                .Select(Joined)
                .OrderByDescending(model => model.Calls)
                .ThenBy(model => model.Model, StringComparer.Ordinal),
        ];
    }

    private static UnpricedModel Joined(IGrouping<(string? Provider, string? Model), UnpricedModel> parts) => new(
        parts.Key.Provider,
        parts.Key.Model,
        [.. parts.SelectMany(part => part.Routes).Distinct().Order(StringComparer.Ordinal)],
        parts.Sum(part => part.Calls),
        parts.Sum(part => part.Tokens),
        parts.Min(part => part.First),
        parts.Max(part => part.Last));
}
