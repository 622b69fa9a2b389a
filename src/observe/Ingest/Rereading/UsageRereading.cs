using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Writing;
using Npgsql;

namespace Dashboard.Ingest.Rereading;

/// <summary>
/// Reads the usage of stored calls again by the rules of now and prices it by the prices of now: what a later version
/// understands better, or a corrected list prices otherwise. First look, then apply.
/// </summary>
public sealed class UsageRereading
{
    private readonly TelemetryDb _db;
    private readonly Func<CancellationToken, Task<PriceBook>> _prices;
    private readonly Compactor _compactor;
    private readonly Func<CallsRepriced, EventContext, CancellationToken, Task> _record;

    /// <param name="db">Where the calls are.</param>
    /// <param name="prices">Reads the prices of now.</param>
    /// <param name="compactor">Counts the sums again.</param>
    /// <param name="record">Puts on record what was changed, for whom and why.</param>
    internal UsageRereading(
        TelemetryDb db, Func<CancellationToken, Task<PriceBook>> prices, Compactor compactor,
        Func<CallsRepriced, EventContext, CancellationToken, Task> record) =>
        (_db, _prices, _compactor, _record) = (db, prices, compactor, record);

    /// <summary>What would change of the calls that start in [from, to). Changes nothing.</summary>
    public async Task<RereadingReport> LookAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        using var reading = new CallReading(await _prices(ct));
        var sums = new Tally();
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        foreach (var project in await ProjectsAsync(connection, ct))
        {
            foreach (var (begin, end) in await StretchesAsync(connection, from, to, ct))
            {
                await foreach (var page in CallPages.ReadAsync(connection, project, begin, end, ct))
                {
                    page.ForEach(call => sums.Add(call, reading.Read(call)));
                }
            }
        }

        return sums.Report();
    }

    /// <summary>
    /// Changes them, some at a time, and counts the sums again. Interrupted, what was done stays done and is right; the
    /// rest is done by calling it again. What was changed is put on record, also of an interrupted run.
    /// </summary>
    /// <exception cref="InvalidOperationException">Changed prices are being applied by a console right now.</exception>
    public async Task<RereadingReport> ApplyAsync(
        DateTimeOffset from, DateTimeOffset to, EventContext context, CancellationToken ct)
    {
        var sums = new Tally();
        await using (var connection = await _db.Source.OpenConnectionAsync(ct))
        {
            if (!await SessionLock.TryTakeAsync(connection, Repricer.LockKey, ct))
            {
                throw new InvalidOperationException(
                    "A console is giving calls the cost of changed prices right now. Wait until the cost page says that "
                    + "this is done, and try again.");
            }

            try
            {
                // Read under the lock: prices that are set from now on wait for it, and are applied after this.
                using var reading = new CallReading(await _prices(ct));
                foreach (var project in await ProjectsAsync(connection, ct))
                {
                    foreach (var (begin, end) in await StretchesAsync(connection, from, to, ct))
                    {
                        await ApplyAsync(connection, reading, project, begin, end, sums, ct);
                    }
                }

                await CallBell.RingNowAsync(connection, from, ct);
            }
            finally
            {
                await SessionLock.ReleaseAsync(connection, Repricer.LockKey);
                await RecordAsync(sums.Report(), from, to, context);
            }
        }

        // A console that is running does it by itself.
        await _compactor.RunAsync(ct);
        return sums.Report();
    }

    private async Task ApplyAsync(
        NpgsqlConnection connection, CallReading reading, ProjectId project, DateTimeOffset from, DateTimeOffset to,
        Tally sums, CancellationToken ct)
    {
        var directory = new SeriesDirectory(_db);
        StoredCall? last = null;
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var page = await CallPages.LockAsync(connection, project, from, to, last, ct);
            if (page.Count == 0)
            {
                return;
            }

            var changes = page.Select(call => (Call: call, Now: reading.Read(call))).ToList();
            var read = changes.ToList();
            changes.RemoveAll(change => change.Now == change.Call.Facts);
            if (changes.Count > 0)
            {
                var keys = changes.SelectMany(change => (SeriesKey[])[change.Call.Facts.Series, change.Now.Series]);
                var series = await directory.NumberAsync([.. keys.Distinct()], ct);
                await CallChanges.WriteAsync(connection, changes, series, ct);
            }

            await transaction.CommitAsync(ct);
            read.ForEach(change => sums.Add(change.Call, change.Now));
            last = page[^1];
        }
    }

    // Not to be cancelled: what is changed by now stays changed.
    private async Task RecordAsync(RereadingReport done, DateTimeOffset from, DateTimeOffset to, EventContext context)
    {
        if (done.Changed > 0)
        {
            var (before, after) = (done.Total.Before, done.Total.After);
            await _record(
                new CallsRepriced(
                    from, to, done.Changed, before.CostNano, after.CostNano, before.UnpricedCalls, after.UnpricedCalls),
                context,
                CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<ProjectId>> ProjectsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT DISTINCT project_id FROM series ORDER BY 1", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var projects = new List<ProjectId>();
        while (await reader.ReadAsync(ct))
        {
            projects.Add(new ProjectId(reader.GetInt32(0)));
        }

        return projects;
    }

    private static async Task<IEnumerable<(DateTimeOffset From, DateTimeOffset To)>> StretchesAsync(
        NpgsqlConnection connection, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        (await CostCells.StretchesAsync(connection, from, ct))
            .Where(stretch => stretch.From < to)
            .Select(stretch => (stretch.From, stretch.To < to ? stretch.To : to));

    private sealed class Tally
    {
        private readonly Dictionary<(string?, string?), UsageSums> _models = [];
        private long _calls;
        private long _changed;

        public void Add(StoredCall call, UsageFacts now)
        {
            _calls++;
            _changed += now == call.Facts ? 0 : 1;
            if (call.IsCounted)
            {
                var key = (now.Series.Provider, now.Series.Model);
                var sums = _models.GetValueOrDefault(key) ?? new UsageSums(key.Provider, key.Model);
                _models[key] = sums.With(call, now);
            }
        }

        public RereadingReport Report() => new(
            _calls,
            _changed,
            [
                .. _models.Values
                    .OrderByDescending(sums => Math.Abs(sums.After.CostNano - sums.Before.CostNano))
                    .ThenByDescending(sums => sums.Changed)
                    .ThenBy(sums => sums.Model, StringComparer.Ordinal),
            ]);
    }
}
