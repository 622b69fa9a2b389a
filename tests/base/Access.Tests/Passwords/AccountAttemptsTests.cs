using Dashboard.Access.Passwords;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Access.Tests.Passwords;

public sealed class AccountAttemptsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AccountAttempts _attempts;

    public AccountAttemptsTests() => _attempts = new AccountAttempts(_clock);

    [Fact]
    public void After_too_many_tries_an_account_waits_until_its_window_is_over()
    {
        UseUp("ann");
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(AccountAttempts.Window - TimeSpan.FromMinutes(5), _attempts.Begin("ann"));
        _clock.Advance(AccountAttempts.Window - TimeSpan.FromMinutes(5));
        Assert.Null(_attempts.Begin("ann"));
    }

    [Fact]
    public void Nobody_waits_longer_because_the_time_of_day_was_set_back()
    {
        var clock = new ClockSetBack(_clock);
        var attempts = new AccountAttempts(clock);
        for (var i = 0; i < AccountAttempts.Limit; i++)
        {
            attempts.Begin("ann");
        }

        clock.Back = TimeSpan.FromHours(1);
        _clock.Advance(AccountAttempts.Window);

        Assert.Null(attempts.Begin("ann"));
    }

    [Fact]
    public void Other_accounts_do_not_wait()
    {
        UseUp("ann");

        Assert.Null(_attempts.Begin("bob"));
    }

    [Fact]
    public void Whoever_signs_in_starts_anew()
    {
        UseUp("ann", tries: AccountAttempts.Limit - 1);
        _attempts.Succeed("ann");

        UseUp("ann");
        Assert.NotNull(_attempts.Begin("ann"));
    }

    [Fact]
    public void Waiting_does_not_make_the_wait_longer()
    {
        UseUp("ann");
        for (var i = 0; i < 100; i++)
        {
            _attempts.Begin("ann");
        }

        Assert.Equal(AccountAttempts.Window, _attempts.Begin("ann"));
    }

    private void UseUp(string account, int tries = AccountAttempts.Limit)
    {
        for (var i = 0; i < tries; i++)
        {
            Assert.Null(_attempts.Begin(account));
        }
    }

    /// <summary>The time of day goes back; the time that passes does not.</summary>
    private sealed class ClockSetBack(TimeProvider clock) : TimeProvider
    {
        public TimeSpan Back { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - Back;

        public override long GetTimestamp() => clock.GetTimestamp();
    }
}
