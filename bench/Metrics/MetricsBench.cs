using System.Globalization;

namespace Dashboard.Bench.Metrics;

/// <summary>
/// How long <c>/api/metrics</c> takes for a day by route and for ninety days by day, at a number of stored calls and at a
/// tenth of them, with and without calls coming in. Both are asked in turn, so that what the machine does meanwhile is in
/// both.
/// </summary>
internal static class MetricsBench
{
    private const int Rounds = 10;
    private const int CallsPerSecond = 1000;

    // A first question compiles, a zone's days are summed once somebody asks: none of it is what a question costs then.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    // Exporters begin in a burst, and what one console was sent is folded while the other is asked.
    private static readonly TimeSpan Changing = TimeSpan.FromSeconds(3);

    public static async Task<string> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var calls = options.Calls ?? 10_000_000;
        await using var fewer = await LoadedConsole.StartAsync(calls / 10, options.DataFolder, ct);
        await using var more = await LoadedConsole.StartAsync(calls, options.DataFolder, ct);
        foreach (var question in MetricsQuestion.All.Concat(MetricsQuestion.All))
        {
            await fewer.AskAsync(question, ct);
            await more.AskAsync(question, ct);
        }

        await Task.Delay(Settling, ct);
        var idle = await AskInTurnAsync(fewer, more, ct);
        var ingesting = await AskWhileIngestingAsync(fewer, more, ct);
        return Text(idle, ingesting, calls);
    }

    /// <summary>Request by request.</summary>
    private static async Task<Dictionary<MetricsQuestion, MetricsTimes>> AskInTurnAsync(
        LoadedConsole fewer, LoadedConsole more, CancellationToken ct)
    {
        var all = MetricsQuestion.All.ToDictionary(question => question, _ => new MetricsTimes());
        foreach (var (question, times) in all)
        {
            for (var i = 0; i < Rounds * question.Requests; i++)
            {
                times.Fewer.Add(await fewer.AskAsync(question, ct));
                times.More.Add(await more.AskAsync(question, ct));
            }

            Console.WriteLine(Row(question, "no", times));
        }

        return all;
    }

    /// <summary>Round by round: the console that is asked is the one that gets calls.</summary>
    private static async Task<Dictionary<MetricsQuestion, MetricsTimes>> AskWhileIngestingAsync(
        LoadedConsole fewer, LoadedConsole more, CancellationToken ct)
    {
        var all = MetricsQuestion.All.ToDictionary(question => question, _ => new MetricsTimes());
        for (var round = 0; round < Rounds; round++)
        {
            await TurnAsync(fewer, times => times.Fewer);
            await TurnAsync(more, times => times.More);
        }

        foreach (var (question, times) in all)
        {
            Console.WriteLine(Row(question, "yes", times));
        }

        return all;

        async Task TurnAsync(LoadedConsole console, Func<MetricsTimes, List<TimeSpan>> timesOf)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var load = console.IngestAsync(CallsPerSecond, exportsPerSecond: 20, stop.Token);
            await Task.Delay(Changing, ct);
            foreach (var (question, times) in all)
            {
                for (var i = 0; i < question.Requests; i++)
                {
                    timesOf(times).Add(await console.AskAsync(question, ct));
                }
            }

            await stop.CancelAsync();
            await load;
        }
    }

    private static string Row(MetricsQuestion question, string ingesting, MetricsTimes times)
    {
        var (p50, p95) = (times.P50, times.P95);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {question.Name} | {ingesting} | {times.More.Count} | {p50.Fewer:N1} | {p50.More:N1} | {p50.More / p50.Fewer:0.00} | {p95.Fewer:N1} | {p95.More:N1} | {p95.More / p95.Fewer:0.00} |");
    }

    private static string Text(
        Dictionary<MetricsQuestion, MetricsTimes> idle, Dictionary<MetricsQuestion, MetricsTimes> ingesting, int calls)
    {
        var rows = idle.Select(row => Row(row.Key, "no", row.Value))
            .Concat(ingesting.Select(row => Row(row.Key, "yes", row.Value)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## metrics

            `/api/metrics` over HTTP, milliseconds until the last byte, with {calls / 10:N0} and with {calls:N0} stored calls of ninety days,
            half of them in the newest; 60 series. Two consoles, each with its own database, are asked in turn, request by
            request. The range moves with the clock and ends within a minute, so its edges are counted from calls.
            "Ingesting": {CallsPerSecond:N0} calls a second go to the console that is asked, which changes round by round; the other one rests.

            | question | ingesting | requests | p50, fewer | p50, more | ratio | p95, fewer | p95, more | ratio |
            |---|---|---|---|---|---|---|---|---|
            {string.Join('\n', rows)}
            """);
    }
}
