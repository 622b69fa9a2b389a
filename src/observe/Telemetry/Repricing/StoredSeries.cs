using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry.Repricing;

/// <summary>Every series of every project.</summary>
internal static class StoredSeries
{
    public static async Task<IReadOnlyDictionary<int, SeriesKey>> ReadAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT series_id, project_id, route, model, version, provider, prompt, environment FROM series",
            connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var series = new Dictionary<int, SeriesKey>();
        while (await reader.ReadAsync(ct))
        {
            string? Text(int column) => reader.TextOrNull(column);
            series.Add(
                reader.GetInt32(0),
                new SeriesKey(
                    new ProjectId(reader.GetInt32(1)),
                    reader.GetString(2), Text(3), Text(4), Text(5), Text(6), Text(7)));
        }

        return series;
    }
}
