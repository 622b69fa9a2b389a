using Dashboard.Events;
using Dashboard.Postgres;

namespace Dashboard.Telemetry.Reading;

/// <summary>Reads the series that a question is about.</summary>
public sealed class SeriesCatalog(TelemetryDb db)
{
    /// <summary>Calls of the demonstration are left out of every number unless they are asked for.</summary>
    public const string DemoEnvironment = "demo";

    /// <summary>The project's series by number, those kept by <paramref name="keep"/>.</summary>
    public async Task<Dictionary<int, SeriesKey>> ReadAsync(
        ProjectId project, Func<SeriesKey, bool> keep, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            "SELECT series_id, route, model, version, provider, prompt, environment FROM series WHERE project_id = $1");
        command.Parameters.Add(new() { Value = project.Value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var series = new Dictionary<int, SeriesKey>();
        while (await reader.ReadAsync(ct))
        {
            string? Text(int column) => reader.TextOrNull(column);
            var key = new SeriesKey(project, reader.GetString(1), Text(2), Text(3), Text(4), Text(5), Text(6));
            if (keep(key))
            {
                series.Add(reader.GetInt32(0), key);
            }
        }

        return series;
    }
}
