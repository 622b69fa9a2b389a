using Dashboard.Events;
using Dashboard.Gateway.Upstream;
using Dashboard.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Gateway.Tests.Upstream;

public sealed class BreakerTests
{
    private readonly FakeTimeProvider _clock = new(Some.Noon);
    private readonly Breaker _breaker;

    public BreakerTests() => _breaker = new Breaker(failures: 2, TimeSpan.FromSeconds(15), _clock);

    private VersionState State => _breaker.Health(new VersionKey(new ProjectId(1), "m", "v1")).State;

    [Fact]
    public void Failures_in_a_row_open_it()
    {
        _breaker.Failed("500");
        _breaker.Succeeded();
        _breaker.Failed("500");
        Assert.True(_breaker.TryEnter());

        _breaker.Failed("500");

        Assert.False(_breaker.TryEnter());
        Assert.Equal(VersionState.Open, State);
    }

    [Fact]
    public void After_a_while_one_request_tries_it_and_a_success_closes_it()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(VersionState.HalfOpen, State);
        Assert.True(_breaker.TryEnter());
        Assert.False(_breaker.TryEnter());
        _breaker.Succeeded();

        Assert.Equal(VersionState.Closed, State);
        Assert.True(_breaker.TryEnter());
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_keep_it_open()
    {
        var clock = new JumpingClock();
        var breaker = new Breaker(failures: 1, TimeSpan.FromTicks(1), clock);
        breaker.Failed("500");

        clock.Ahead = TimeSpan.FromHours(-1);

        Assert.True(breaker.TryEnter());
    }

    [Fact]
    public void A_failed_trial_opens_it_anew()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.True(_breaker.TryEnter());

        _breaker.Failed("503");

        Assert.Equal(VersionState.Open, State);
        Assert.False(_breaker.TryEnter());
    }

    [Fact]
    public void A_trial_whose_client_left_is_left_to_the_next()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(15));
        Assert.True(_breaker.TryEnter());

        _breaker.Left();

        Assert.True(_breaker.TryEnter());
    }

    private void Open()
    {
        _breaker.Failed("500");
        _breaker.Failed("500");
    }
}
