using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups.Zones;
using Npgsql;

namespace Dashboard.Telemetry.Reading;

/// <summary>Answers questions about sums, rates and percentiles, exactly and without counting calls where rollups will do.</summary>
public sealed class MetricsQueries(TelemetryDb db, IScoreRollups? scores = null)
{
    private readonly SeriesCatalog _catalog = new(db);

    /// <exception cref="MetricsGoneException">The range reaches into calls that retention dropped.</exception>
    public async Task<MetricsResult> ReadAsync(MetricsQuery query, CancellationToken ct)
    {
        var series = await _catalog.ReadAsync(query.Project, query.Keeps, ct);
        var groups = new MetricsGroups(query, series);
        if (series.Count > 0 && query.From < query.To)
        {
            await using var connection = await db.Source.OpenConnectionAsync(ct);
            var ids = series.Keys.ToArray();
            var zone = SegmentPlan.WantsZoneDays(query) ? await ZoneWishes.FindAsync(connection, query.Zone, ct) : null;
            var plan = await WithoutGapsAsync(connection, SegmentPlan.For(query, zone is not null), ct);
            foreach (var segment in plan)
            {
                await ReadScoresAsync(segment, query, ids, groups, ct);
            }

            foreach (var segment in plan)
            {
                await SegmentReader.ReadAsync(connection, segment, query, zone, ids, groups, ct);
            }
        }

        return new MetricsResult(query.From, query.To, query.Step, groups.ToSeries());
    }

    private async Task ReadScoresAsync(
        MetricsSegment segment, MetricsQuery query, int[] series, MetricsGroups groups, CancellationToken ct)
    {
        if (scores is null)
        {
            return;
        }

        var grain = segment.Source switch
        {
            MetricsSource.Minute => ScoreGrain.Minute,
            MetricsSource.Quarter or MetricsSource.ZoneDay => ScoreGrain.Quarter,
            MetricsSource.Day => ScoreGrain.Day,
            _ => ScoreGrain.Call,
        };
        var user = query.Where.GetValueOrDefault(Dimension.User);
        await foreach (var cell in scores.ReadAsync(query.Project, grain, segment.From, segment.To, series, ct))
        {
            if (user is null || cell.User == user)
            {
                groups.Add(cell);
            }
        }
    }

    /// <summary>Reads from the calls where minutes were folded and dropped, as long as the calls are kept.</summary>
    private static async Task<IReadOnlyList<MetricsSegment>> WithoutGapsAsync(
        NpgsqlConnection connection, IReadOnlyList<MetricsSegment> plan, CancellationToken ct)
    {
        if (plan.All(segment => segment.Source is not (MetricsSource.Minute or MetricsSource.Calls)))
        {
            return plan;
        }

        var gaps = await DroppedAsync(connection, ct);
        return plan.Select(segment =>
        {
            bool Hit(string table) => gaps.Exists(gap => gap.Table == table && gap.From < segment.To && segment.From < gap.To);
            var source = segment.Source == MetricsSource.Minute && Hit("rollup_minute")
                ? MetricsSource.Calls
                : segment.Source;
            return source == MetricsSource.Calls && Hit("calls")
                ? throw new MetricsGoneException(segment.From, segment.To)
                : segment with { Source = source };
        }).ToList();
    }

    private static async Task<List<(string Table, DateTimeOffset From, DateTimeOffset To)>> DroppedAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT table_name, from_at, to_at FROM telemetry_partitions WHERE dropped_at IS NOT NULL", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var gaps = new List<(string, DateTimeOffset, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
        {
            gaps.Add((
                reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return gaps;
    }
}
