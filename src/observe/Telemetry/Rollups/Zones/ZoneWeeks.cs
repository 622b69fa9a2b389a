using System.Runtime.CompilerServices;
using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Rollups.Zones;

/// <summary>Sums up the days of a zone for all projects and all time, a week at once: memory does not grow with history.</summary>
internal static class ZoneWeeks
{
    public static async IAsyncEnumerable<ZoneWeek> ReadAsync(
        NpgsqlConnection connection, ZoneTier tier, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (project, first, last) in await SpansAsync(connection, ct))
        {
            for (var from = tier.Days.StartOf(first); from <= last;)
            {
                var to = from;
                for (var day = 0; day < 7; day++)
                {
                    to = tier.Days.EndOf(to);
                }

                var sums = await TierSums.ReadAsync(
                    connection, TierTable.Quarter, tier.Table, project, from, to, ct);
                yield return new ZoneWeek(project, from, to, sums);
                from = to;
            }
        }
    }

    private static async Task<List<(ProjectId Project, DateTimeOffset First, DateTimeOffset Last)>> SpansAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT project_id, first, last
            FROM (SELECT DISTINCT project_id FROM series) AS projects,
              LATERAL (SELECT min(bucket) AS first, max(bucket) AS last
                FROM rollup_quarter q WHERE q.project_id = projects.project_id) AS span
            WHERE first IS NOT NULL
            ORDER BY project_id
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var spans = new List<(ProjectId, DateTimeOffset, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
        {
            spans.Add((
                new ProjectId(reader.GetInt32(0)), reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return spans;
    }
}
