using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dashboard.Evaluations;
using Dashboard.Evaluations.Scores;
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

    public static async Task<string> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var calls = options.Calls ?? 1_000_000;
        using var folder = new KeptFolder(options.DataFolder, $"explorer-{calls}");
        await using var database = await PostgresStartup.OpenAsync(
            new PostgresOptions { DataFolder = folder.Path },
            [TelemetryModule.Migrations, SearchingModule.Migrations, EvaluationsModule.Migrations],
            NullLoggerFactory.Instance, ct);
        return await RunAsync(database.Telemetry, folder, calls, ct);
    }

    private static async Task<string> RunAsync(TelemetryDb db, KeptFolder folder, long calls, CancellationToken ct)
    {
        var now = DateTimeOffset.UtcNow;
        var load = await TakenAsync(folder, "calls", () => new ExplorerLoad(db, calls, now).RunAsync(ct), ct);
        await TakenAsync(folder, "scores", () => new ExplorerScores(db).AddAsync(ct), ct);
        var cases = ExplorerCase.Every(now);
        var scans = await ScansAsync(db, cases, folder, ct);
        var build = await TakenAsync(
            folder, "indexes", () => new PartitionIndexes(db, TimeProvider.System).BuildAsync(ct), ct);

        var queries = new CallQueries(db, TimeProvider.System, new ScoredCalls());
        var table = new StringBuilder();
        foreach (var each in cases)
        {
            table.AppendLine(await MeasureAsync(queries, each, scans.GetValueOrDefault(each.Name), ct));
        }

        var deep = await queries.ListAsync(cases[0].Filter with { To = now.AddDays(-20) }, ct);
        var deepPage = new ExplorerCase("no filter, page in the middle", cases[0].Filter with { Cursor = deep.NextCursor });
        table.AppendLine(await MeasureAsync(queries, deepPage, null, ct));
        var size = await SizeAsync(db, ct);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## explorer

            {calls:N0} calls in {ExplorerLoad.Days} days, {size}; the first page of 50 rows, {Repeats} times each, milliseconds. The plain scan
            reads row by row, before closed days have indexes, until it has the same page (once; at most {ScanPatience.TotalSeconds:0} s).

            | | p50 | p95 | plain scan | scan ÷ p50 | rows | looked |
            |---|---|---|---|---|---|---|
            {table.ToString().TrimEnd()}

            Loading took {load} s, building the indexes {build} s. "Looked" says whether the search saw everything it had to or
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

    /// <summary>By case: how long a plain scan takes; null when it has not found its page within the patience.</summary>
    private static async Task<Dictionary<string, TimeSpan?>> ScansAsync(
        TelemetryDb db, IReadOnlyList<ExplorerCase> cases, KeptFolder folder, CancellationToken ct)
    {
        var noted = await folder.OnceAsync("scans", ScanAllAsync, ct);
        return noted.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(
            line => line[0],
            line => double.TryParse(line[1], CultureInfo.InvariantCulture, out var ms) ? (TimeSpan?)TimeSpan.FromMilliseconds(ms) : null);

        async Task<string> ScanAllAsync()
        {
            var lines = new StringBuilder();
            foreach (var each in cases)
            {
                var taken = await ScanAsync(db, each.Filter, ct);
                Console.WriteLine($"plain scan, {each.Name}: {Milliseconds(taken)} ms");
                lines.Append(CultureInfo.InvariantCulture, $"{each.Name}\t{taken?.TotalMilliseconds}\n");
            }

            return lines.ToString();
        }
    }

    private static async Task<TimeSpan?> ScanAsync(TelemetryDb db, CallFilter filter, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(ScanPatience);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var scan = new CallScan(db, TimeProvider.System, new ScoredCalls());
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

    /// <summary>The seconds that a step took when it was done, in this run or the one whose data were kept.</summary>
    private static Task<string> TakenAsync(KeptFolder folder, string step, Func<Task> work, CancellationToken ct) =>
        folder.OnceAsync(
            step,
            async () =>
            {
                var began = Stopwatch.GetTimestamp();
                await work();
                var taken = Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("N0", CultureInfo.InvariantCulture);
                Console.WriteLine($"{step}: {taken} s");
                return taken;
            },
            ct);

    private static string Milliseconds(TimeSpan? time) =>
        time is { } taken ? taken.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture) : "–";

    private static async Task<string> SizeAsync(TelemetryDb db, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("SELECT pg_size_pretty(pg_database_size(current_database()))");
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }
}
