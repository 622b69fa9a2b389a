using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Ingest.Bulk;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Web.Demo;

/// <summary>
/// Puts the demonstration into a console, in place of an earlier one. The last day goes through the public endpoints
/// with its texts, as an application sends it; the days before are loaded without texts.
/// </summary>
/// <param name="services">Of the console's own parts.</param>
/// <param name="send">To the running console.</param>
/// <param name="actor">Who asked for it.</param>
/// <param name="say">Says how far it is.</param>
/// <param name="length">How many days it goes back.</param>
internal sealed class DemoReplay(
    IServiceProvider services, DemoSender send, string actor, Action<string> say, int length = DemoHistory.Days)
{
    private const int CallsPerExport = 150;
    private const int CallsPerLoad = 2500;
    private const int Senders = 3;

    private readonly CallLoader _calls = services.GetRequiredService<CallLoader>();
    private readonly ScoreLoader _scores = services.GetRequiredService<ScoreLoader>();

    /// <summary>Returns when the console has committed the last call.</summary>
    /// <param name="end">The present.</param>
    /// <param name="seed">Another number gives other calls of the same story.</param>
    /// <param name="ct">Ends it; then it is incomplete, and the next one takes its place.</param>
    /// <exception cref="HttpRequestException">The console refuses, and waiting does not help.</exception>
    public async Task RunAsync(DateTimeOffset end, int seed, CancellationToken ct)
    {
        await RemoveAsync(ct);
        await DemoMoney.SetAsync(send, ct);
        var takeovers = await RegisterAsync(end, ct);
        var calls = DemoHistory.Before(end, route => takeovers[route.Name], seed, length);
        // The first hour is whole, so that the first day is a little longer than the others.
        var days = calls.ToLookup(call => Math.Min((int)(end - call.Start).TotalDays, length - 1));
        await _calls.PrepareAsync(ct);
        await LoadAsync([.. days.Where(day => day.Key > 0).OrderByDescending(day => day.Key)], calls.Count, ct);
        await SendAsync([.. days[0]], ct);
        Say(calls.Count, calls.Count, $"day {length} of {length}, with its texts and traces");
        foreach (var body in DemoMetrics.Bodies(calls, end))
        {
            await send.PostAsync("v1/metrics", body, ct);
        }

        say("What its clients measured themselves is in, too.");
    }

    private async Task RemoveAsync(CancellationToken ct)
    {
        await _scores.RemoveAsync(ProjectId.First, EnvironmentNames.Demo, DemoRoute.Names, ct);
        var removed = await services.GetRequiredService<CallRemoval>()
            .RunAsync(ProjectId.First, EnvironmentNames.Demo, DemoRoute.Names, ct);
        if (removed > 0)
        {
            say(string.Create(
                CultureInfo.InvariantCulture, $"Removed the {removed:N0} calls of an earlier demo: this one takes its place."));
        }
    }

    private async Task<Dictionary<string, DateTimeOffset>> RegisterAsync(DateTimeOffset end, CancellationToken ct)
    {
        var deployment = new DemoDeployment(services.GetRequiredService<EventStore.EventStore>(), actor);
        var takeovers = new Dictionary<string, DateTimeOffset>();
        foreach (var route in DemoRoute.All)
        {
            var takeover = await deployment.RegisterAsync(route, end, ct);
            takeovers[route.Name] = takeover ?? route.TakeoverBefore(end);
            if (takeover is null)
            {
                say($"The route {route.Name} is somebody's own: its decisions stay as they are.");
            }
        }

        return takeovers;
    }

    private static List<(DemoCall Call, string Trace)> Traced(IEnumerable<DemoCall> calls) =>
        [.. calls.Select(call => (call, RandomNumberGenerator.GetHexString(32, lowercase: true)))];

    /// <summary>Some days at a time: while the database writes one, the next is made.</summary>
    private async Task LoadAsync(IReadOnlyList<IEnumerable<DemoCall>> days, int all, CancellationToken ct)
    {
        var said = new Lock();
        var (done, calls) = (0, 0);
        await Parallel.ForEachAsync(
            days,
            new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = ct },
            async (day, ct) =>
            {
                var traced = Traced(day);
                await LoadAsync(traced, ct);
                lock (said)
                {
                    calls += traced.Count;
                    Say(calls, all, $"day {++done} of {length}");
                }
            });
    }

    private async Task LoadAsync(List<(DemoCall Call, string Trace)> calls, CancellationToken ct)
    {
        foreach (var chunk in calls.Chunk(CallsPerLoad))
        {
            await _calls.LoadAsync(ProjectId.First, DemoSpans.Export(chunk, whole: false), ct);
        }

        await _scores.LoadAsync([.. calls.SelectMany(call => DemoFeedback.ScoresOf(call.Call, call.Trace))], ct);
    }

    private Task SendAsync(IReadOnlyList<DemoCall> calls, CancellationToken ct) => Parallel.ForEachAsync(
        calls.Chunk(CallsPerExport),
        new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = ct },
        async (chunk, ct) =>
        {
            var traces = Traced(chunk);
            await send.PostAsync("v1/traces", DemoSpans.Export(traces, whole: true), ct);
            foreach (var vote in traces.SelectMany(call => DemoFeedback.Of(call.Call, call.Trace)))
            {
                await send.PostAsync("api/feedback", vote, ct);
            }
        });

    private void Say(int done, int all, string what) =>
        say(string.Create(CultureInfo.InvariantCulture, $"{done,9:N0} of {all:N0} calls: {what}"));
}
