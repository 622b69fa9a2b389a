using System.Globalization;
using Dashboard.Bench.Explorer;
using Dashboard.Bench.Faults;
using Dashboard.Evaluations;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Searching;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.Bench.Backup;

/// <summary>
/// How long a backup of many calls takes beside a console that takes more of them, how much memory it needs, and whether
/// it comes back whole: restored into an empty folder and verified there.
/// </summary>
internal static class BackupBench
{
    private const double Megabyte = 1e6;

    private static readonly MigrationSet[] Migrations =
        [TelemetryModule.Migrations, SearchingModule.Migrations, EvaluationsModule.Migrations];

    public static async Task<string> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var calls = options.Calls ?? 1_000_000;
        using var data = new KeptFolder(options.DataFolder, $"backup-{calls}");
        await data.OnceAsync("calls", () => LoadAsync(data.Path, calls, ct), ct);
        using var work = new KeptFolder(null, "backup-work");
        var (file, restoredTo) = (Path.Combine(work.Path, "backup.tar.gz"), Path.Combine(work.Path, "restored"));

        var (backup, before, after) = await BackUpAsync(data, file, ct);
        var (plain, loaded) = await InspectAsync(data.Path, Path.Combine(work.Path, "plain"), ct);
        var restore = await VerbRun.RunAsync(restoredTo, ct, "restore", file);
        Say("restore", restore);
        var verify = await VerbRun.RunAsync(restoredTo, ct, "verify");
        Say("verify", verify);
        var held = await CountAsync(restoredTo, ct);
        var former = loaded - after;
        if (held < former + before || held > loaded)
        {
            throw new InvalidOperationException(
                $"The backup holds {held:N0} calls: not those {former + before:N0} that were acknowledged before it.");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## backup

            {former:N0} calls with their content in {ExplorerLoad.Days} days, {plain.Bytes / Megabyte:N0} MB of rows, while four
            exporters send one call each, twenty times a second. Seconds from the start of the process to its end, MB/s of rows,
            and the most resident memory of the process (without PostgreSQL).

            | | seconds | MB/s | memory, MB | × plain COPY | × disk |
            |---|---|---|---|---|---|
            {Row("backup", backup, plain)}
            {Row("restore into an empty folder", restore, plain)}
            {Row("verify what was restored", verify, plain)}
            | for comparison: COPY of every table to a file | {plain.Seconds:N1} | {plain.Bytes / Megabyte / plain.Seconds:N0} | | 1 | {plain.Seconds / plain.WriteSeconds:N2} |
            | for comparison: as many bytes written to disk | {plain.WriteSeconds:N1} | {plain.Bytes / Megabyte / plain.WriteSeconds:N0} | | | 1 |

            The file has {new FileInfo(file).Length / Megabyte:N0} MB. Acknowledged by the console before the backup began: {before:N0}
            calls, when it ended: {after:N0}; restored: {held - former:N0} of them, and every sum was that of its calls.
            """);
    }

    private static string Row(string name, VerbRun run, PlainCopy plain) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {run.Seconds:N1} | {plain.Bytes / Megabyte / run.Seconds:N0} | {run.PeakBytes / Megabyte:N0} "
        + $"| {run.Seconds / plain.Seconds:N2} | {run.Seconds / plain.WriteSeconds:N2} |");

    private static void Say(string verb, VerbRun run) =>
        Console.WriteLine($"{verb}: {run.Seconds:N1} s, {run.PeakBytes / Megabyte:N0} MB resident");

    private static async Task<string> LoadAsync(string folder, int calls, CancellationToken ct)
    {
        await using var database = await OpenAsync(folder, ct);
        await new ExplorerLoad(database.Telemetry, calls, DateTimeOffset.UtcNow, isCounted: true).RunAsync(ct);
        await new Compactor(database.Telemetry).RunAsync(ct);

        // So that a console which starts over the tables finds nothing left to do.
        await new PartitionIndexes(database.Telemetry, TimeProvider.System).BuildAsync(ct);
        await using var tidy = database.Telemetry.Source.CreateCommand("VACUUM ANALYZE");
        tidy.CommandTimeout = 0;
        await tidy.ExecuteNonQueryAsync(ct);
        return "";
    }

    /// <summary>With what was acknowledged before it began and when it had ended.</summary>
    private static async Task<(VerbRun Run, long Before, long After)> BackUpAsync(
        KeptFolder data, string file, CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartOverAsync(data, ct);
        await using var exporter = new PersistentExporter(console.Client);
        await exporter.NextAcknowledgedAsync(ct);
        var before = exporter.Acknowledged;
        var run = await VerbRun.RunAsync(data.Path, ct, "backup", file);
        Say("backup", run);
        await exporter.StopAsync();
        return (run, before, exporter.Acknowledged);
    }

    private static async Task<(PlainCopy Plain, long Calls)> InspectAsync(
        string folder, string scratch, CancellationToken ct)
    {
        await using var database = await OpenAsync(folder, ct);
        var plain = await PlainCopy.MeasureAsync(database.Telemetry.Source, scratch, ct);
        return (plain, await CountAsync(database.Telemetry.Source, ct));
    }

    private static async Task<long> CountAsync(string folder, CancellationToken ct)
    {
        await using var database = await OpenAsync(folder, ct);
        return await CountAsync(database.Telemetry.Source, ct);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM calls");
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static Task<PostgresStartup> OpenAsync(string folder, CancellationToken ct) => PostgresStartup.OpenAsync(
        new PostgresOptions { DataFolder = folder }, Migrations, NullLoggerFactory.Instance, ct);
}
