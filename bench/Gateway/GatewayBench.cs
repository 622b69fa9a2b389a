using System.Diagnostics;

namespace Dashboard.Bench.Gateway;

/// <summary>
/// What the gateway adds to a call, beside what others add: callers, provider and all gateways on this machine, and
/// every round of every target right after the same round of the others.
/// </summary>
internal static class GatewayBench
{
    private const int WarmUpCalls = 1500;
    private const int Rounds = 8;
    private static readonly TimeSpan _roundTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _settleTime = TimeSpan.FromSeconds(1);

    public static async Task<string> RunAsync(CancellationToken ct)
    {
        await using var provider = await BenchProvider.StartAsync(ct);
        await using var console = await ConsoleProcess.StartAsync(ct);
        List<Target> targets = [new("direct", new Uri(provider.Url, "v1").ToString(), "gpt-4o-mini")];
        List<Peer> peers = [];
        List<string> absent = [];
        try
        {
            Take(GatewayReport.Nginx, await Peer.NginxAsync(provider.Url, ct));
            Take(GatewayReport.Portkey, await Peer.PortkeyAsync(provider.Url, ct));
            targets.Add(await Own.PrepareAsync(console, provider.Url, ct));
            var measured = await MeasureAsync(console, [.. targets.Select(target => new Caller(target))], ct);
            return GatewayReport.Of([.. targets.Select(target => target.Name)], absent, measured);
        }
        finally
        {
            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }
        }

        void Take(string name, (Peer Peer, Target Target)? started)
        {
            if (started is var (peer, target))
            {
                peers.Add(peer);
                targets.Add(target);
            }
            else
            {
                absent.Add(name);
            }
        }
    }

    private static async Task<GatewayMeasures> MeasureAsync(
        ConsoleProcess console, Caller[] callers, CancellationToken ct)
    {
        var load = (await File.ReadAllTextAsync("/proc/loadavg", ct)).Split(' ')[0];
        var sent = 0L;
        foreach (var caller in callers)
        {
            sent = await WarmUpAsync(caller, ct);
        }

        var whole = await RoundsAsync(console, callers, first: false, Steady(streams: false), ct);
        var streams = await RoundsAsync(console, callers, first: true, Steady(streams: true), ct);
        var before = console.ProcessorTime;
        var closed = await RoundsAsync(
            console,
            callers,
            first: false,
            caller => Load.ClosedAsync(caller, GatewayReport.Callers, _roundTime, ct),
            ct);
        sent += whole[^1].Calls + streams[^1].Calls + closed[^1].Calls;
        var counted = await CountAsync(console, sent, ct);
        var processor = (console.ProcessorTime - before) / closed[^1].Calls;
        return new GatewayMeasures(whole, streams, closed, sent, counted, processor, console.WorkingSet, load);

        Func<Caller, Task<IReadOnlyCollection<Sample>>> Steady(bool streams) =>
            caller => Load.FixedAsync(caller, streams, GatewayReport.PerSecond, _roundTime, ct);
    }

    /// <summary>Compiled code and open connections are what counts; returns the calls.</summary>
    private static async Task<long> WarmUpAsync(Caller caller, CancellationToken ct)
    {
        for (var i = 0; i < WarmUpCalls; i += GatewayReport.Callers)
        {
            await Task.WhenAll(Enumerable.Range(0, GatewayReport.Callers)
                .Select(n => caller.CallAsync(n % 2 == 0, Stopwatch.GetTimestamp(), ct)));
        }

        return (WarmUpCalls + GatewayReport.Callers - 1) / GatewayReport.Callers * GatewayReport.Callers;
    }

    private static async Task<Series[]> RoundsAsync(
        ConsoleProcess console,
        Caller[] callers,
        bool first,
        Func<Caller, Task<IReadOnlyCollection<Sample>>> run,
        CancellationToken ct)
    {
        var series = callers.Select(_ => new Series()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < callers.Length; i++)
            {
                var began = Stopwatch.GetTimestamp();
                var samples = await run(callers[i]);
                series[i].Add(samples, first, Stopwatch.GetElapsedTime(began));
                await Task.Delay(_settleTime, ct);

                // What it has still to write must not be on others' account.
                await Own.WaitUntilWrittenAsync(console, ct);
            }
        }

        return series;
    }

    /// <summary>Waits until every call is counted, and for a minute at most.</summary>
    private static async Task<long> CountAsync(ConsoleProcess console, long expected, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var counted = await Own.CountAsync(console, ct);
            if (counted >= expected || Stopwatch.GetElapsedTime(began) > TimeSpan.FromMinutes(1))
            {
                return counted;
            }

            await Task.Delay(200, ct);
        }
    }
}
