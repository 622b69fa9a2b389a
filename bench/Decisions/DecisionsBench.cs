using System.Globalization;

namespace Dashboard.Bench.Decisions;

/// <summary>
/// What a decision costs: on record with all read models, a rollback until it is in force, and the start of a console.
/// With <c>--against</c>, another version is measured in turn, round by round.
/// </summary>
internal static class DecisionsBench
{
    private const int WarmUps = 30;
    private const int Rounds = 20;
    private const int AppendsEach = 15;
    private const int RollbacksEach = 5;
    private const int Starts = 5;

    public static async Task<string> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var load = (await File.ReadAllTextAsync("/proc/loadavg", ct)).Split(' ')[0];
        await using var provider = await EchoProvider.StartAsync(ct);
        await using var own = await ConsoleProcess.StartAsync(ct);
        List<DecidingConsole> consoles = [await DecidingConsole.PrepareAsync(own, provider.Url, ct)];
        ConsoleProcess? other = null;
        try
        {
            List<DecisionTimes> times = [NewTimes(own)];
            if (options.Against is { } program)
            {
                other = await ConsoleProcess.StartAsync(program, ct);
                consoles.Add(await DecidingConsole.PrepareAsync(other, provider.Url, ct));
                times.Add(NewTimes(other));
            }

            await MeasureAsync(consoles, times, ct);
            return Report(times, load);
        }
        finally
        {
            if (other is not null)
            {
                await other.DisposeAsync();
            }
        }
    }

    private static DecisionTimes NewTimes(ConsoleProcess console)
    {
        var times = new DecisionTimes();
        times.FirstStart.Add(console.ProcessorTime.TotalMilliseconds);
        return times;
    }

    private static async Task MeasureAsync(
        List<DecidingConsole> consoles, List<DecisionTimes> times, CancellationToken ct)
    {
        foreach (var console in consoles)
        {
            await DecideAsync(console, new DecisionTimes(), WarmUps, WarmUps, ct);
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < consoles.Count; i++)
            {
                await DecideAsync(consoles[i], times[i], AppendsEach, RollbacksEach, ct);
            }
        }

        for (var i = 0; i < consoles.Count; i++)
        {
            times[i].Memory = consoles[i].Console.WorkingSet;
        }

        for (var start = 0; start < Starts; start++)
        {
            for (var i = 0; i < consoles.Count; i++)
            {
                await consoles[i].Console.RestartAsync(kill: false, ct);
                await consoles[i].Console.WaitUntilReadyAsync(ct);
                times[i].Start.Add(consoles[i].Console.ProcessorTime.TotalMilliseconds);
            }
        }
    }

    private static async Task DecideAsync(
        DecidingConsole console, DecisionTimes times, int appends, int rollbacks, CancellationToken ct)
    {
        for (var i = 0; i < appends; i++)
        {
            times.Append.Add((await console.SetBudgetAsync(ct)).TotalMilliseconds);
        }

        for (var i = 0; i < rollbacks; i++)
        {
            var (durable, served) = await console.RollBackAsync(ct);
            times.Durable.Add(durable.TotalMilliseconds);
            times.Served.Add(served.TotalMilliseconds);
        }
    }

    private static string Report(List<DecisionTimes> times, string load)
    {
        string Row(string what, Func<DecisionTimes, double> value, string format = "0.0")
        {
            string Text(double number) => number.ToString(format, CultureInfo.InvariantCulture);
            return times.Count == 1
                ? $"| {what} | {Text(value(times[0]))} | | |"
                : $"| {what} | {Text(value(times[0]))} | {Text(value(times[1]))} | "
                    + $"{(value(times[0]) / value(times[1])).ToString("0.00", CultureInfo.InvariantCulture)} |";
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ## decisions

            Over HTTP, one after the other, embedded PostgreSQL, all read models written: {Rounds} rounds of {AppendsEach} budgets
            and {RollbacksEach} rollbacks; load average at the start {load}. Another version is measured in turn with this one.

            | | this version | other version | ratio |
            |---|---|---|---|
            {Row("a decision on record and in the read models, p50, ms", one => DecisionTimes.At(one.Append, 0.5))}
            {Row("the same, p95", one => DecisionTimes.At(one.Append, 0.95))}
            {Row("a rollback on record and answered, p50, ms", one => DecisionTimes.At(one.Durable, 0.5))}
            {Row("the same, p95", one => DecisionTimes.At(one.Durable, 0.95))}
            {Row("a rollback until the next request was served, p50, ms", one => DecisionTimes.At(one.Served, 0.5))}
            {Row("the same, p95", one => DecisionTimes.At(one.Served, 0.95))}
            {Row("processor time of a first start, ms", one => one.FirstStart[0], "0")}
            {Row($"processor time of a start, median of {Starts}, ms", one => DecisionTimes.At(one.Start, 0.5), "0")}
            {Row("resident memory after all of it, MB", one => one.Memory / 1e6, "0")}
            """);
    }
}
