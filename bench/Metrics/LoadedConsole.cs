using System.Diagnostics;
using System.Globalization;
using Dashboard.Bench.Ingest;
using Dashboard.Evaluations;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Searching;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Bench.Metrics;

/// <summary>
/// A console of its own over a database of its own with so many calls. Its time goes on where the calls end, however long
/// ago they were loaded: the last 24 hours are as full as on the day of the loading.
/// </summary>
internal sealed class LoadedConsole : IAsyncDisposable
{
    // Minutes are kept for a week; without them the same questions would be answered from single calls.
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(5);

    private readonly KeptFolder _folder;
    private readonly ConsoleProcess _process;
    private readonly TimeSpan _age;

    private LoadedConsole(KeptFolder folder, ConsoleProcess process, TimeSpan age) =>
        (_folder, _process, _age) = (folder, process, age);

    public static async Task<LoadedConsole> StartAsync(int calls, string? parent, CancellationToken ct)
    {
        var folder = new KeptFolder(parent, $"metrics-{calls}");
        try
        {
            var end = DateTimeOffset.Parse(
                await folder.OnceAsync("calls", () => LoadAsync(folder, calls, ct), ct), CultureInfo.InvariantCulture);
            var age = DateTimeOffset.UtcNow - end;
            return age > Oldest
                ? throw new InvalidOperationException($"The calls in {folder.Path} are too old; delete the folder.")
                : new LoadedConsole(folder, await ConsoleProcess.StartOverAsync(folder, ct), age);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>How long the answer to a question takes that is asked now, with all of its body.</summary>
    public async Task<TimeSpan> AskAsync(MetricsQuestion question, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        await _process.Client.GetByteArrayAsync(question.UpTo(DateTimeOffset.UtcNow - _age), ct);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Sends calls until <paramref name="ct"/> ends it.</summary>
    public Task<long> IngestAsync(int callsPerSecond, int exportsPerSecond, CancellationToken ct) =>
        SteadyLoad.RunAsync(_process.Client, callsPerSecond, exportsPerSecond, ct, _age);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Returns where the calls end.</summary>
    private static async Task<string> LoadAsync(KeptFolder folder, int calls, CancellationToken ct)
    {
        await using var database = await PostgresStartup.OpenAsync(
            new PostgresOptions { DataFolder = folder.Path },
            [TelemetryModule.Migrations, SearchingModule.Migrations, EvaluationsModule.Migrations],
            NullLoggerFactory.Instance, ct);
        var (end, began) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
        await new CallLoad(database.Telemetry).RunAsync(calls, end, ct);
        Console.WriteLine($"{calls:N0} calls loaded in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s");
        return end.ToString("O", CultureInfo.InvariantCulture);
    }
}
