using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Postgres.Tests.Bells;

public sealed class WakeTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Wake _wake = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_set_several_times_wakes_once()
    {
        _wake.Set();
        _wake.Set();

        Assert.True(await _wake.WaitAsync(Ct));
        Assert.False(_wake.WaitAsync(Ct).AsTask().IsCompleted);
    }

    [Fact]
    public async Task It_wakes_when_the_time_is_over_and_again_when_it_is_set()
    {
        var waiting = _wake.WaitAsync(TimeSpan.FromSeconds(5), _time, Ct);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));
        await waiting;

        waiting = _wake.WaitAsync(TimeSpan.FromSeconds(5), _time, Ct);
        _wake.Set();
        await waiting;
    }

    [Fact]
    public async Task A_period_sets_it_until_it_is_disposed()
    {
        var every = _wake.SetEvery(TimeSpan.FromSeconds(1), _time);
        var waiting = _wake.WaitAsync(Ct).AsTask();
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await waiting);

        every.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_wake.WaitAsync(Ct).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Whoever_ends_the_wait_is_told_by_the_token()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var waiting = _wake.WaitAsync(TimeSpan.FromSeconds(5), _time, end.Token);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task When_nothing_more_comes_what_was_set_is_still_told()
    {
        _wake.Set();
        _wake.Complete();

        Assert.True(await _wake.WaitAsync(Ct));
        Assert.False(await _wake.WaitAsync(Ct));
    }
}
