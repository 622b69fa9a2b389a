using System.Diagnostics;
using System.Globalization;
using Dashboard.Bench.Live;

namespace Dashboard.Bench.Overview;

/// <summary>
/// From the request for the Overview until its numbers are at the page's socket: with few routes and with many, over as
/// many calls.
/// </summary>
internal static class OverviewBench
{
    private const int Few = 15;
    private const int Many = 1500;
    private const int WarmUps = 3;
    private const int Opens = 9;

    /// <summary>Both have more routes than there are strips; the page says so below the strips that it drew.</summary>
    private const string Shown = "more routes have";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        var few = await MeasureAsync(Few, ct);
        var many = await MeasureAsync(Many, ct);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## overview

            One Overview of a day opened {Opens} times after {WarmUps}, each after the former was closed; {RouteLoad.Calls:N0} calls in 24 h,
            and each fifth route was deployed twice.

            | | p50, ms | highest | processor time of the console, ms | of PostgreSQL |
            |---|---|---|---|---|
            | {Few} routes | {few} |
            | {Many:N0} routes | {many} |
            | ratio of the p50 | {many.Median / (double)few.Median:0.00} | | | |
            """);
    }

    private static async Task<Opened> MeasureAsync(int routes, CancellationToken ct)
    {
        await using var console = await ConsoleProcess.StartAsync(ct);
        await RouteLoad.RunAsync(console.Client, routes, ct);
        var cookie = await console.SignInAsync(ct);
        for (var i = 0; i < WarmUps; i++)
        {
            await OpenAsync(console, cookie, ct);
        }

        var (before, databaseBefore) = (console.ProcessorTime, console.DatabaseTime);
        var times = new List<long>();
        for (var i = 0; i < Opens; i++)
        {
            times.Add(await OpenAsync(console, cookie, ct));
        }

        times.Sort();
        var opened = new Opened(
            times, (console.ProcessorTime - before) / Opens, (console.DatabaseTime - databaseBefore) / Opens);
        Console.WriteLine($"{routes} routes: {opened}");
        return opened;
    }

    private static async Task<long> OpenAsync(ConsoleProcess console, string cookie, CancellationToken ct)
    {
        await using var pages = await Pages.OpenAsync(console.Client.BaseAddress!, cookie, "/?range=24h", 1, ct, Shown);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(5, ct))
        {
            if (pages.Seen.TryGetValue((0, 0), out var at))
            {
                return at - pages.Began[0];
            }
        }

        throw new InvalidOperationException("The page did not show its routes.");
    }

    private sealed record Opened(List<long> Sorted, TimeSpan Console, TimeSpan Database)
    {
        public long Median => Sorted[Sorted.Count / 2];

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Median:N0} | {Sorted[^1]:N0} | {Console.TotalMilliseconds:N0} | {Database.TotalMilliseconds:N0}");
    }
}
