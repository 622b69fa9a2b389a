using System.Diagnostics;
using System.Net.Http.Headers;

namespace Dashboard.Bench.Faults;

/// <summary>Exporters that send each span until it is acknowledged, a few times a second as long as it is not.</summary>
internal sealed class PersistentExporter : IAsyncDisposable
{
    private const int Exporters = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // The client must not wait longer for a silent server than the fault lasts.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private readonly Lock _lock = new();
    private TaskCompletionSource? _next;
    private long _asked;
    private long _acknowledged;

    public PersistentExporter(HttpClient client)
    {
        _client = client;
        _work = Task.WhenAll(Enumerable.Range(0, Exporters).Select(_ => Task.Run(RunAsync)));
    }

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Seconds until a span is acknowledged whose sending begins from now on.</summary>
    public async Task<double> NextAcknowledgedAsync(CancellationToken ct)
    {
        TaskCompletionSource next;
        lock (_lock)
        {
            _asked = Stopwatch.GetTimestamp();
            _next = next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await next.Task.WaitAsync(ct);
        return Stopwatch.GetElapsedTime(_asked).TotalSeconds;
    }

    /// <summary>Lets every exporter bring its last span home.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var body = new SpanBody(1, 200, "faults", "v1");
        while (!_stop.IsCancellationRequested)
        {
            var span = body.Fresh(DateTimeOffset.UtcNow).ToArray();
            while (!await SendAsync(span))
            {
                await Task.Delay(Pause);
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<bool> SendAsync(byte[] span)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            using var content = new ByteArrayContent(span);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var answer = await _client.PostAsync(new Uri("v1/traces", UriKind.Relative), content, patience.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return false;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }

        Interlocked.Increment(ref _acknowledged);
        lock (_lock)
        {
            if (began >= _asked)
            {
                _next?.TrySetResult();
            }
        }

        return true;
    }
}
