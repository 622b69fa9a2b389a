using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Lets the other views of a request fill the gaps of the record that counts (a client's span those of the gateway's
/// record, a framework's span those of the SDK's within it), in the batch's transaction and in any order of arrival, and
/// moves what the records count for to the user and the series that are known now.
/// </summary>
internal sealed class JoinedFill(SeriesDirectory directory)
{
    /// <summary>The views of one request lie within this time of each other: it bounds the partitions read.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(24);

    /// <summary>Fills the records whose other views changed.</summary>
    /// <param name="connection">In the batch's transaction, with its rows and joins in place.</param>
    /// <param name="records">What gained, lost or changed the spans that are joined to it.</param>
    /// <param name="batch">Every span of the batch.</param>
    /// <param name="written">The calls that this transaction wrote: their sums are made after this.</param>
    /// <param name="deltas">Is told what users and cells lose and gain.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>What the written calls are of now, and the oldest minute that changes of those stored before.</returns>
    public async Task<(Dictionary<NodeId, (int Series, string? User)> Written, DateTimeOffset? Oldest)> RunAsync(
        NpgsqlConnection connection, IReadOnlyCollection<NodeId> records, IReadOnlyCollection<SpanRecord> batch,
        IReadOnlyCollection<SpanRecord> written, RollupDeltas deltas, CancellationToken ct)
    {
        var moved = new Dictionary<NodeId, (int, string?)>();
        DateTimeOffset? oldest = null;
        if (records.Count == 0)
        {
            return (moved, oldest);
        }

        var fresh = written.Select(SpanKey.Of).ToHashSet();
        var (from, to) = (batch.Min(span => span.StartedAt) - Reach, batch.Max(span => span.StartedAt) + Reach);
        foreach (var project in records.GroupBy(record => record.Project))
        {
            await RepeatedContent.FillAsync(
                connection, project.Key, [.. project.Select(record => (record.TraceId, record.SpanId))], from, to, ct);
            var read = await JoinedPairs.ReadAsync(connection, project.Key, [.. project], from, to, ct);
            var pairs = read.FindAll(pair => pair.Wanted != pair.Facts);
            if (pairs.Count == 0)
            {
                continue;
            }

            var series = await directory.NumberAsync([.. pairs.Select(pair => pair.Wanted.Series).Distinct()], ct);
            await JoinedPairs.WriteAsync(connection, pairs, series, ct);
            foreach (var pair in pairs.Where(pair => fresh.Contains(pair.Key)))
            {
                moved[new NodeId(pair.Key.Project, pair.Key.TraceId, pair.Key.SpanId)] =
                    (series[pair.Wanted.Series], pair.Wanted.UserId);
            }

            var counted = pairs.FindAll(pair => pair.IsCounted && !fresh.Contains(pair.Key));
            await MoveAsync(connection, counted, series, deltas, ct);
            oldest = counted.Select(pair => (DateTimeOffset?)CellKey.Minute(pair.Key.StartedAt)).Append(oldest).Min();
        }

        return (moved, oldest);
    }

    private static async Task MoveAsync(
        NpgsqlConnection connection, List<JoinedPair> pairs, IReadOnlyDictionary<SeriesKey, int> series,
        RollupDeltas deltas, CancellationToken ct)
    {
        var dirty = new List<CellKey>();
        foreach (var pair in pairs)
        {
            var before = new CellKey(pair.Key.Project, pair.Key.StartedAt, pair.SeriesId);
            var after = before with { SeriesId = series[pair.Wanted.Series] };
            CallCorrections.Add(deltas, before, pair.Facts.UserId, -pair.Counters, pair.IsLost);
            CallCorrections.Add(deltas, after, pair.Wanted.UserId, pair.Counters, pair.IsLost);
            if (before != after && !pair.IsLost)
            {
                dirty.Add(before with { Start = CellKey.Minute(before.Start) });
                dirty.Add(after with { Start = CellKey.Minute(after.Start) });
            }
        }

        await using var command = new NpgsqlCommand(
            "INSERT INTO dirty_cells (project_id, bucket, series_id) SELECT DISTINCT * FROM unnest($1, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = dirty.Select(cell => cell.Project.Value).ToArray() },
                new() { Value = dirty.Select(cell => cell.Start).ToArray() },
                new() { Value = dirty.Select(cell => cell.SeriesId).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
