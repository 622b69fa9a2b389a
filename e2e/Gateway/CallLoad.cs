using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Dashboard.E2E.Gateway;

/// <summary>
/// Callers that send chats at a steady rate, however slowly they are answered: up to as many at once as a quarter of a
/// second's worth, so that a machine with much to do is not buried under calls that nobody waits for.
/// </summary>
internal sealed class CallLoad : IDisposable
{
    private const string Body = """{"model":"gus","messages":[{"role":"user","content":"Hello"}]}""";
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _http;
    private readonly int _perSecond;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SeenCall> _seen = new();
    private readonly List<Task> _calls = [];
    private readonly Task _sending;
    private int _ended;

    private CallLoad(DashboardServer server, int perSecond)
    {
        _http = Admin.Client(server, DashboardServer.AdminKey);
        _perSecond = perSecond;
        _sending = SendAsync();
    }

    /// <summary>Calls that have ended, in this order.</summary>
    public IReadOnlyCollection<SeenCall> Seen => _seen;

    /// <summary>Calls that began after a moment and have ended.</summary>
    public int SeenSince(long timestamp) => _seen.Count(call => call.BegunAt > timestamp);

    public static CallLoad Start(DashboardServer server, int perSecond) => new(server, perSecond);

    /// <summary>Sends no more, and waits for what is under way.</summary>
    public async Task<IReadOnlyCollection<SeenCall>> StopAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        await Task.WhenAll(_calls);
        return _seen;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _http.Dispose();
    }

    private async Task SendAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(_tick);
        while (!_stop.IsCancellationRequested)
        {
            var due = Stopwatch.GetElapsedTime(began).TotalSeconds * _perSecond;
            while (_calls.Count < due && _calls.Count - Volatile.Read(ref _ended) < _perSecond / 4)
            {
                _calls.Add(CallAsync());
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private async Task CallAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var content = new StringContent(Body, Encoding.UTF8, "application/json");
            using var answer = await _http.PostAsync("/v1/chat/completions", content);
            var text = await answer.Content.ReadAsStringAsync();
            See(answer.IsSuccessStatusCode
                ? new SeenCall(begun, Version(answer), JsonElement.Parse(text).GetProperty("model").GetString(), null)
                : new SeenCall(begun, null, null, $"{answer.StatusCode}: {text}"));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            See(new SeenCall(begun, null, null, e.ToString()));
        }
    }

    private void See(SeenCall call)
    {
        _seen.Enqueue(call with { EndedAt = Stopwatch.GetTimestamp() });
        Interlocked.Increment(ref _ended);
    }

    private static string? Version(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("x-gateway-model-version", out var values) ? values.Single() : null;
}
