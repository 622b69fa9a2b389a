namespace Dashboard.Bench.Ingest;

/// <summary>So many exports a second, whether the former are answered or not.</summary>
internal static class SteadyLoad
{
    // An export waits for the sender that it falls to, so this many may be under way.
    private const int Senders = 20;

    /// <summary>
    /// Goes on until <paramref name="ct"/> ends it; returns the number of calls accepted, which began
    /// <paramref name="age"/> ago.
    /// </summary>
    public static async Task<long> RunAsync(
        HttpClient client, int callsPerSecond, int exportsPerSecond, CancellationToken ct, TimeSpan age = default)
    {
        var accepted = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / exportsPerSecond));
        var senders = Enumerable.Range(0, Senders)
            .Select(i => (Body: new SpanBody(
                callsPerSecond / exportsPerSecond, 200, $"route-{i % 5}", "v1"), Gate: new SemaphoreSlim(1)))
            .ToList();
        var running = new List<Task>();
        try
        {
            for (var i = 0; await timer.WaitForNextTickAsync(ct); i++)
            {
                var (body, gate) = senders[i % senders.Count];
                await gate.WaitAsync(ct);
                running.RemoveAll(task => task.IsCompletedSuccessfully);
                running.Add(SendAsync(body, gate));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(running);
        senders.ForEach(sender => sender.Gate.Dispose());
        return accepted;

        async Task SendAsync(SpanBody body, SemaphoreSlim gate)
        {
            if (await OtlpLoad.SendAsync(client, body, CancellationToken.None, age))
            {
                Interlocked.Add(ref accepted, body.Count);
            }

            gate.Release();
        }
    }
}
