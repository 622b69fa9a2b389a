using System.Globalization;
using Dashboard.Events;
using Dashboard.Postgres;

namespace Dashboard.Explorer.ClientMetrics;

/// <summary>Reads the metrics that clients measured themselves. They are never added to what their spans count.</summary>
internal sealed class ClientMetricQueries(TelemetryDb db)
{
    /// <summary>More points than this are not added up in one answer.</summary>
    public const int MostPoints = 200_000;

    /// <summary>The instruments that sent points in a range.</summary>
    public async Task<IReadOnlyList<ClientInstrument>> InstrumentsAsync(
        ProjectId project, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT name, kind, unit, count(*), max(at) FROM metric_points
            WHERE project_id = $1 AND at >= $2 AND at < $3 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """);
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var instruments = new List<ClientInstrument>();
        while (await reader.ReadAsync(ct))
        {
            instruments.Add(new ClientInstrument(
                reader.GetString(0), reader.GetString(1), reader.TextOrNull(2),
                reader.GetInt64(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return instruments;
    }

    /// <summary>How many points there are since a moment: a page reads again when there are more.</summary>
    public async Task<long> CountAsync(ProjectId project, DateTimeOffset since, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            "SELECT count(*) FROM metric_points WHERE project_id = $1 AND at >= $2");
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = since });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>What was added in a range, by bucket and attributes; null when there are too many points to add up.</summary>
    public async Task<IReadOnlyList<ClientSeries>?> ReadAsync(ClientMetricQuestion question, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT name, kind, unit, at, raw FROM metric_points
                WHERE project_id = $1 AND name = ANY ($2) AND at >= $3 AND at < $4
                ORDER BY at, digest LIMIT {MostPoints + 1}
                """));
        command.Parameters.Add(new() { Value = question.Project.Value });
        command.Parameters.Add(new() { Value = MetricNames.InstrumentsOf(question.Name) });
        command.Parameters.Add(new() { Value = question.From - ClientSeries.LookBack });
        command.Parameters.Add(new() { Value = question.To });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (points, read) = (new Dictionary<ClientInstrument.Key, List<MetricPoint>>(), 0);
        while (await reader.ReadAsync(ct))
        {
            if (++read > MostPoints)
            {
                return null;
            }

            var key = new ClientInstrument.Key(
                reader.GetString(0), reader.GetString(1), reader.TextOrNull(2));
            var point = PointReader.Read(
                key.Name, key.Kind, reader.GetFieldValue<DateTimeOffset>(3), reader.GetString(4));
            if (point is null)
            {
                continue;
            }

            if (!points.TryGetValue(key, out var list))
            {
                points[key] = list = [];
            }

            list.Add(point);
        }

        return [.. points.SelectMany(instrument => ClientSeries.Of(instrument.Key, instrument.Value, question))];
    }
}
