using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Searching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Bench.Explorer;

/// <summary>
/// How long the first page of the calls explorer takes by each filter and search, beside a plain scan that reads row by row
/// until it has the same page: both in this run, over the same rows.
/// </summary>
internal static class ExplorerBench
{
    private const int Repeats = 30;
    private static readonly TimeSpan ScanPatience = TimeSpan.FromSeconds(15);

    public static async Task<string> RunAsync(long calls, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-explorer-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        try
        {
            await using var database = await PostgresStartup.OpenAsync(
                new PostgresOptions { DataFolder = folder }, [TelemetryModule.Migrations, SearchingModule.Migrations],
                NullLoggerFactory.Instance, ct);
            return await RunAsync(database.Telemetry, calls, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(TelemetryDb db, long calls, CancellationToken ct)
    {
        var now = DateTimeOffset.UtcNow;
        var clock = Stopwatch.StartNew();
        await new ExplorerLoad(db, calls, now).RunAsync(ct);
        var load = clock.Elapsed;
        await ExecuteAsync(db, "ANALYZE", ct);

        var scans = new List<TimeSpan?>();
        foreach (var each in ExplorerCase.Every)
        {
            scans.Add(await ScanAsync(db, each.Filter, ct));
            Console.WriteLine($"plain scan, {each.Name}: {Milliseconds(scans[^1])} ms");
        }

        clock.Restart();
        await new PartitionIndexes(db, TimeProvider.System).BuildAsync(ct);
        var build = clock.Elapsed;
        Console.WriteLine($"indexes built in {build.TotalSeconds:N0} s");

        var queries = new CallQueries(db, TimeProvider.System);
        var table = new StringBuilder();
        foreach (var (each, scan) in ExplorerCase.Every.Zip(scans))
        {
            table.AppendLine(await MeasureAsync(queries, each, scan, ct));
        }

        var deep = await queries.ListAsync(ExplorerCase.Every[0].Filter with { To = now.AddDays(-20) }, ct);
        var deepPage = new ExplorerCase("no filter, page in the middle", ExplorerCase.Every[0].Filter with { Cursor = deep.NextCursor });
        table.AppendLine(await MeasureAsync(queries, deepPage, null, ct));
        var size = await SizeAsync(db, ct);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## explorer

            {calls:N0} calls in {ExplorerLoad.Days} days, {size}; the first page of 50 rows, {Repeats} times each, milliseconds. The plain scan
            reads row by row, without the indexes of closed days, until it has the same page (once; at most {ScanPatience.TotalSeconds:0} s).

            | | p50 | p95 | plain scan | scan ÷ p50 | rows | looked |
            |---|---|---|---|---|---|---|
            {table.ToString().TrimEnd()}

            Loading took {load.TotalSeconds:N0} s, building the indexes {build.TotalSeconds:N0} s. "Looked" says whether the search saw everything it had to or
            stopped when its time was up and said so.
            """);
    }

    private static async Task<string> MeasureAsync(CallQueries queries, ExplorerCase each, TimeSpan? scan, CancellationToken ct)
    {
        CallPage page = await queries.ListAsync(each.Filter, ct);
        var times = new List<TimeSpan>();
        for (var i = 0; i < Repeats; i++)
        {
            var began = Stopwatch.GetTimestamp();
            page = await queries.ListAsync(each.Filter, ct);
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        times.Sort();
        var (p50, p95) = (times[Repeats / 2], times[(int)Math.Ceiling(Repeats * 0.95) - 1]);
        var ratio = scan is { } taken ? (taken / p50).ToString("0.0", CultureInfo.InvariantCulture) : "–";
        var looked = page.Reach.StoppedAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"back to {at:d MMM HH:mm}")
            : "enough";
        var line = $"| {each.Name} | {Milliseconds(p50)} | {Milliseconds(p95)} | {Milliseconds(scan)} | {ratio} | {page.Items.Count} | {looked} |";
        Console.WriteLine(line);
        return line;
    }

    /// <summary>Null when the scan had not found its page within the patience.</summary>
    private static async Task<TimeSpan?> ScanAsync(TelemetryDb db, CallFilter filter, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(ScanPatience);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var scan = new CallScan(db, TimeProvider.System);
            await foreach (var _ in scan.ReadAsync(
                filter, CallRowReader.Columns, filter.Limit, budget: null, new ScanReport(), patience.Token))
            {
            }

            return Stopwatch.GetElapsedTime(began);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string Milliseconds(TimeSpan? time) =>
        time is { } taken ? taken.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture) : "–";

    private static async Task ExecuteAsync(TelemetryDb db, string sql, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<string> SizeAsync(TelemetryDb db, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("SELECT pg_size_pretty(pg_database_size(current_database()))");
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }
}
