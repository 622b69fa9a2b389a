using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class PeriodicLoopTests
{
    private static readonly TimeSpan _period = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_at_the_start_and_once_a_period_whatever_fails()
    {
        using var loop = new Counting(_time);
        await loop.StartAsync(Ct);
        Assert.Equal(1, await loop.Runs.ReadAsync(Ct));

        for (var run = 2; run <= 4; run++)
        {
            Assert.False(loop.Runs.TryRead(out _));
            _time.Advance(_period);
            Assert.Equal(run, await loop.Runs.ReadAsync(Ct));
        }

        await loop.StopAsync(Ct);
        // The even ones failed.
        Assert.Equal(["run 2", "run 4"], loop.Failures);
    }

    private sealed class Counting(TimeProvider time) : PeriodicLoop(_period, time)
    {
        private readonly Channel<int> _runs = Channel.CreateUnbounded<int>();
        private int _run;

        public ChannelReader<int> Runs => _runs.Reader;

        public List<string> Failures { get; } = [];

        public override Task RunOnceAsync(CancellationToken ct)
        {
            var run = ++_run;
            if (run % 2 == 0)
            {
                throw new InvalidOperationException($"run {run}");
            }

            _runs.Writer.TryWrite(run);
            return Task.CompletedTask;
        }

        protected override void Failed(Exception failure)
        {
            Failures.Add(failure.Message);
            _runs.Writer.TryWrite(_run);
        }
    }
}
