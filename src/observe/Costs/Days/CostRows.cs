using System.Runtime.CompilerServices;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Rollups.Zones;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Costs.Days;

/// <summary>
/// Reads sums without latencies. Quarters of an hour are kept for good and every zone's days begin on one, so that days
/// are exact anywhere without looking at single calls; where a zone's days are kept, they are read. Users are only kept
/// by UTC day.
/// </summary>
internal sealed class CostRows(TelemetryDb db)
{
    private const string UserDays = "rollup_user_day WHERE ";

    private static readonly string s_sums = string.Join(
        ", ", RollupColumns.Counters.Split(',').Select(column => $"sum({column.Trim()})::bigint"));

    private readonly SeriesCatalog _catalog = new(db);

    /// <summary>
    /// The rows of [from, to) in the order of time. A tier and what is not yet folded into it are read in one snapshot.
    /// </summary>
    /// <param name="scope">Whose calls.</param>
    /// <param name="by">The dimension they will be grouped by; decides the tier and whether the demonstration
    /// counts.</param>
    /// <param name="from">On a quarter of an hour; for users on a UTC day.</param>
    /// <param name="to">Likewise.</param>
    /// <param name="ct">Ends the reading.</param>
    public IAsyncEnumerable<CostRow> ReadAsync(
        CostScope scope, Dimension? by, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        ReadAsync(scope, by, () => TierOfAsync(scope, by, ct), from, to, ct);

    /// <summary>The same by quarters of an hour, whatever the zone.</summary>
    public IAsyncEnumerable<CostRow> QuartersAsync(
        CostScope scope, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        ReadAsync(scope, null, () => Task.FromResult(TierTable.Quarter.Rows), from, to, ct);

    /// <summary>The same without series: one row a bucket, for questions about everything together.</summary>
    public IAsyncEnumerable<CostRow> TotalsAsync(
        CostScope scope, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        TotalsAsync(scope, () => TierOfAsync(scope, null, ct), from, to, ct);

    /// <summary>The same by quarters of an hour, whatever the zone.</summary>
    public IAsyncEnumerable<CostRow> QuarterTotalsAsync(
        CostScope scope, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        TotalsAsync(scope, () => Task.FromResult(TierTable.Quarter.Rows), from, to, ct);

    /// <summary>The routes that have series within a scope.</summary>
    public async Task<IReadOnlySet<string>> RoutesAsync(CostScope scope, CancellationToken ct) =>
        (await _catalog.ReadAsync(scope.Project, key => scope.Keeps(key), ct)).Values.Select(key => key.Route).ToHashSet();

    private async IAsyncEnumerable<CostRow> TotalsAsync(
        CostScope scope, Func<Task<string>> tier, DateTimeOffset from, DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var series = await _catalog.ReadAsync(scope.Project, key => scope.Keeps(key), ct);
        await using var command = db.Source.CreateCommand(
            $"""
            SELECT bucket, {s_sums} FROM ({SqlFor(await tier())}) AS rows
            GROUP BY bucket ORDER BY bucket
            """);
        Bind(command, scope, from, to, series.Keys);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return new CostRow(
                reader.GetFieldValue<DateTimeOffset>(0), default, null, RollupColumns.ReadCounters(reader, 1));
        }
    }

    /// <summary>The table to read whole days from, and the beginning of the condition for its rows.</summary>
    private async Task<string> TierOfAsync(CostScope scope, Dimension? by, CancellationToken ct)
    {
        if (by == Dimension.User)
        {
            return UserDays;
        }

        if (scope.Zone.Equals(TimeZoneInfo.Utc))
        {
            return TierTable.Day.Rows;
        }

        await using var connection = await db.Source.OpenConnectionAsync(ct);
        return (await ZoneWishes.FindAsync(connection, scope.Zone, ct) ?? TierTable.Quarter).Rows;
    }

    private async IAsyncEnumerable<CostRow> ReadAsync(
        CostScope scope, Dimension? by, Func<Task<string>> tier, DateTimeOffset from, DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var series = await _catalog.ReadAsync(scope.Project, key => scope.Keeps(key, by), ct);
        if (series.Count == 0 || from >= to)
        {
            yield break;
        }

        await using var command = db.Source.CreateCommand(SqlFor(await tier()) + " ORDER BY bucket");
        Bind(command, scope, from, to, series.Keys);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return new CostRow(
                reader.GetFieldValue<DateTimeOffset>(0),
                series[reader.GetInt32(1)],
                reader.TextOrNull(2),
                RollupColumns.ReadCounters(reader, 3));
        }
    }

    private static void Bind(
        NpgsqlCommand command, CostScope scope, DateTimeOffset from, DateTimeOffset to, IEnumerable<int> series)
    {
        command.Parameters.Add(new() { Value = scope.Project.Value });
        command.Parameters.Add(new() { Value = from, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = to, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = series.ToArray() });
    }

    private static string SqlFor(string tier)
    {
        var (delta, user) = tier == UserDays
            ? ("rollup_user_delta", "nullif(user_id, '')")
            : ("rollup_delta", "NULL::text");
        const string range = "project_id = $1 AND bucket >= $2 AND bucket < $3 AND series_id = ANY ($4)";
        return
            $"""
            SELECT bucket, series_id, {user} AS user_id, {RollupColumns.Counters} FROM {tier}{range}
            UNION ALL
            SELECT bucket, series_id, {user}, {RollupColumns.Counters} FROM {delta} WHERE {range}
            """;
    }
}
