using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Lets clients fill the gaps of the gateway's records of their requests, in the batch's transaction and in any order of
/// arrival, and moves what the records count for to the user and the series that are known now.
/// </summary>
internal sealed class JoinedFill(SeriesDirectory directory)
{
    /// <summary>Both views of one request lie within this time of each other: it bounds the partitions read.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(24);

    /// <summary>Fills the records whose client changed.</summary>
    /// <param name="connection">In the batch's transaction, with its rows and joins in place.</param>
    /// <param name="gateways">Records that gained, lost or changed their client.</param>
    /// <param name="batch">Every span of the batch.</param>
    /// <param name="written">The calls that this transaction wrote: their sums are made after this.</param>
    /// <param name="deltas">Is told what users and cells lose and gain.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>What the written calls are of now, and the oldest minute that changes of those stored before.</returns>
    public async Task<(Dictionary<NodeId, (int Series, string? User)> Written, DateTimeOffset? Oldest)> RunAsync(
        NpgsqlConnection connection, IReadOnlyCollection<NodeId> gateways, IReadOnlyCollection<SpanRecord> batch,
        IReadOnlyCollection<SpanRecord> written, RollupDeltas deltas, CancellationToken ct)
    {
        var moved = new Dictionary<NodeId, (int, string?)>();
        DateTimeOffset? oldest = null;
        if (gateways.Count == 0)
        {
            return (moved, oldest);
        }

        var fresh = written.Select(SpanKey.Of).ToHashSet();
        var (from, to) = (batch.Min(span => span.StartedAt) - Reach, batch.Max(span => span.StartedAt) + Reach);
        foreach (var project in gateways.GroupBy(gateway => gateway.Project))
        {
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
