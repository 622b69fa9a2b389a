using System.Threading.Channels;
using Dashboard.Postgres;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

public sealed class HeldBackRingTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_was_held_back_is_rung_even_when_the_timer_fires_a_little_early()
    {
        var early = new EarlyTimers();
        var bell = new CallBell(_store.Db, early);
        using var writer = new CallWriter(
            new SpanTransaction(
                _store.Db,
                new PartitionStore(_store.Db, Options.Create(new RetentionOptions()), _store.Time),
                new SeriesDirectory(_store.Db),
                bell),
            bell,
            early,
            NullLogger<CallWriter>.Instance);
        using var doorbell = new TelemetryDoorbell(
            _store.Database.ConnectionString, TimeProvider.System, NullLogger<TelemetryDoorbell>.Instance);
        var heard = Channel.CreateUnbounded<DateTimeOffset?>();
        using var subscription = doorbell.Subscribe(CallBell.Kind, (payload, _) =>
        {
            heard.Writer.TryWrite(CallBell.Parse(payload));
            return Task.CompletedTask;
        });
        await doorbell.StartAsync(Ct);
        await writer.StartAsync(Ct);
        await writer.WriteAsync([Some.Call(at: Some.Noon)], Ct);
        while (await heard.Reader.ReadAsync(Ct) != Some.Noon)
        {
            // The greeting of a doorbell that has just connected.
        }

        await writer.WriteAsync([Some.Call(at: Some.Noon.AddMinutes(-7))], Ct);

        Assert.Equal(Some.Noon.AddMinutes(-7), await heard.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Ct));
        await writer.StopAsync(Ct);
        await doorbell.StopAsync(Ct);
    }

    /// <summary>Timers that round down, as those of the platform do by up to a millisecond.</summary>
    private sealed class EarlyTimers : TimeProvider
    {
        private static readonly TimeSpan _tooEarly = TimeSpan.FromMilliseconds(20);

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(
            callback, state, dueTime > _tooEarly ? dueTime - _tooEarly : dueTime, period);
    }
}
