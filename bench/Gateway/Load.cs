using System.Collections.Concurrent;
using System.Diagnostics;

namespace Dashboard.Bench.Gateway;

/// <summary>The two ways to load a target.</summary>
internal static class Load
{
    private static readonly TimeSpan _spin = TimeSpan.FromMilliseconds(1.5);

    /// <summary>
    /// Sends at a fixed rate whatever comes back; times count from when a call was due, so that a slow answer does not
    /// excuse the calls behind it.
    /// </summary>
    public static async Task<IReadOnlyCollection<Sample>> FixedAsync(
        Caller caller, bool streams, int perSecond, TimeSpan time, CancellationToken ct)
    {
        var calls = new Task<Sample>[(int)(perSecond * time.TotalSeconds)];

        // A thread of its own: timers of the pool are late by more than what is measured.
        await Task.Factory.StartNew(
            () =>
            {
                var began = Stopwatch.GetTimestamp();
                for (var i = 0; i < calls.Length; i++)
                {
                    var due = began + ((i + 1) * Stopwatch.Frequency / perSecond);
                    WaitUntil(due);
                    calls[i] = caller.CallAsync(streams, due, ct);
                }
            },
            ct,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return await Task.WhenAll(calls);
    }

    /// <summary>So many callers, each of whom sends again as soon as it has its answer.</summary>
    public static async Task<IReadOnlyCollection<Sample>> ClosedAsync(
        Caller caller, int callers, TimeSpan time, CancellationToken ct)
    {
        var samples = new ConcurrentQueue<Sample>();
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(
            async () =>
            {
                for (long now; (now = Stopwatch.GetTimestamp()) < end;)
                {
                    samples.Enqueue(await caller.CallAsync(streams: false, now, ct));
                }
            },
            ct)));
        return samples;
    }

    private static void WaitUntil(long due)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left > _spin)
        {
            Thread.Sleep(left - _spin);
        }

        while (Stopwatch.GetTimestamp() < due)
        {
            Thread.SpinWait(20);
        }
    }
}
