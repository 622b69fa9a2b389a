using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace Dashboard.E2E.Faults;

/// <summary>
/// Applications that go on sending whatever happens to the server: what is refused, or not answered, is sent again until
/// it is acknowledged, as the OpenTelemetry protocol asks of them.
/// </summary>
internal sealed class SpanSenders : IAsyncDisposable
{
    private const int TracesEach = 10;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _retryPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly ConcurrentQueue<string> _surprises = new();
    private readonly IReadOnlyList<Uri> _servers;
    private readonly int _times;
    private readonly Func<DateTimeOffset> _clock;
    private readonly Task _sending;
    private volatile Refusal? _refused;
    private int _begun;
    private int _ended;

    private SpanSenders(IReadOnlyList<Uri> servers, int senders, int times, Func<DateTimeOffset> clock)
    {
        (_servers, _times, _clock) = (servers, times, clock);
        _http.DefaultRequestHeaders.Add("x-api-key", DashboardServer.AdminKey);
        _sending = Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() => SendAsync(sender))));
    }

    public Ledger Ledger { get; } = new();

    /// <summary>Answers that no exporter would try again after, which lose its spans.</summary>
    public IReadOnlyCollection<string> Surprises => _surprises;

    /// <summary>The newest refusal.</summary>
    public Refusal? Refused => _refused;

    /// <param name="senders">How many send at once, each waiting for its answers.</param>
    /// <param name="times">How often each export is sent altogether, all at once.</param>
    /// <param name="clock">The applications' clock.</param>
    /// <param name="servers">Consoles on one database; the two halves of a trace go to different ones.</param>
    public static SpanSenders Start(
        int senders = 3, int times = 1, Func<DateTimeOffset>? clock = null, params string[] servers) =>
        new([.. servers.Select(url => new Uri(url + "/v1/traces"))], senders, times, clock ?? TimeProvider.System.GetUtcNow);

    /// <summary>Waits until so many exports that begin from now on are acknowledged.</summary>
    public async Task ProgressAsync(int exports, CancellationToken ct)
    {
        // Those under way count for nothing: they may have been stored before whatever just happened.
        var goal = Volatile.Read(ref _begun) + exports;
        var began = TimeProvider.System.GetTimestamp();
        while (Volatile.Read(ref _ended) < goal)
        {
            if (TimeProvider.System.GetElapsedTime(began) > _patience)
            {
                throw new TimeoutException($"No progress; the newest refusal: {_refused}.");
            }

            await Task.Delay(_pause, ct);
        }
    }

    /// <summary>Begins nothing more and waits until everything sent is acknowledged.</summary>
    public async Task<Ledger> StopAsync()
    {
        await _stop.CancelAsync();
        _giveUp.CancelAfter(_patience);
        await _sending;
        return Ledger;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _giveUp.CancelAsync();
        await _sending;
        _http.Dispose();
        _stop.Dispose();
        _giveUp.Dispose();
    }

    private async Task SendAsync(int sender)
    {
        for (var i = sender; !_stop.IsCancellationRequested; i++)
        {
            Interlocked.Increment(ref _begun);
            var (around, within) = SpanExport.Pair(TracesEach, _clock());
            await Task.WhenAll(DeliverAsync(around, i), DeliverAsync(within, i + 1));
            Interlocked.Increment(ref _ended);
            await Task.Delay(_pause);
        }
    }

    private async Task DeliverAsync(SpanExport export, int server)
    {
        Ledger.Send(export.Spans);
        var all = Enumerable.Range(server, _times).Select(i => UntilStoredAsync(export, _servers[i % _servers.Count]));
        await Task.WhenAll(all);
    }

    private async Task UntilStoredAsync(SpanExport export, Uri server)
    {
        while (!await TrySendAsync(export, server) && !_giveUp.IsCancellationRequested)
        {
            await Task.Delay(_retryPause);
        }
    }

    private async Task<bool> TrySendAsync(SpanExport export, Uri server)
    {
        try
        {
            using var content = new ByteArrayContent(export.Body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _http.PostAsync(server, content, _giveUp.Token);
            var text = await answer.Content.ReadAsStringAsync(_giveUp.Token);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK when text == "{}":
                    Ledger.Acknowledge(export.Spans);
                    return true;
                case HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests:
                    _refused = new Refusal(answer.StatusCode, text, answer.Headers.RetryAfter?.Delta);
                    return false;
                default:
                    _surprises.Enqueue($"{answer.StatusCode}: {text}");
                    return false;
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // Nobody there, or no answer in time.
            return false;
        }
    }

    /// <summary>What a server said that does not take spans now.</summary>
    internal sealed record Refusal(HttpStatusCode Status, string Text, TimeSpan? RetryAfter);
}
