using CsCheck;
using Dashboard.Events;
using Dashboard.Quota.Budgets;
using Dashboard.Quota.Limits;
using Xunit;

namespace Dashboard.Quota.Tests.Budgets;

public sealed class BudgetAccountTests
{
    private static readonly Nanodollars _limit = new(1_000);

    [Fact]
    public void Without_a_lease_nothing_passes() => Assert.False(New().TryReserve(new(1)));

    [Fact]
    public void What_is_set_aside_cannot_be_spent_twice()
    {
        var account = New(lease: 100);

        Assert.True(account.TryReserve(new(60)));
        Assert.False(account.TryReserve(new(60)));
        account.Settle(new(60), new(30));
        Assert.True(account.TryReserve(new(60)));
        Assert.Equal((new Nanodollars(30), 0L), account.Total);
    }

    [Fact]
    public void A_call_of_unknown_cost_is_counted_and_not_taken_for_free()
    {
        var account = New(lease: 100);
        account.TryReserve(new(60));

        account.Settle(new(60), null);

        Assert.Equal((Nanodollars.Zero, 1L), account.Unreported);
    }

    [Fact]
    public void A_report_asks_for_what_is_held_and_needed()
    {
        var account = New(lease: 100);
        account.TryReserve(new(70));
        account.Settle(new(70), new(40));
        account.TryReserve(new(50));

        var report = account.Report(_limit, more: new(90));

        Assert.Equal(new Nanodollars(40), report.Spent);
        Assert.Equal(new Nanodollars(140), report.Need);
        Assert.True(report.Wish > report.Need);
    }

    [Fact]
    public void Giving_back_keeps_what_is_set_aside()
    {
        var account = New(lease: 100);
        account.TryReserve(new(30));

        var report = account.GiveBack(_limit);
        account.Apply(report, new Lease(report.Need, Nanodollars.Zero));

        Assert.Equal(new Nanodollars(30), report.Need);
        Assert.Equal(report.Need, report.Wish);
        Assert.False(account.TryReserve(new(1)));
    }

    // A model of the bank that hands out at random how much it likes, and consoles that do what they like.
    [Fact]
    public void However_calls_and_exchanges_interleave_no_more_is_spent_than_the_budget()
    {
        var steps = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 5], Gen.Long[1, 300]).List[1, 120];
        steps.Sample(plan =>
        {
            BudgetAccount[] accounts = [New(), New()];
            List<(int Account, Nanodollars Amount)> running = [];
            var granted = new Nanodollars[2];
            var reported = new Nanodollars[2];
            foreach (var (who, what, amount) in plan)
            {
                var account = accounts[who];
                if (what <= 1 && account.TryReserve(new(amount)))
                {
                    running.Add((who, new(amount)));
                }
                else if (what == 2 && running.Count > 0)
                {
                    var (owner, reserved) = running[^1];
                    running.RemoveAt(running.Count - 1);
                    accounts[owner].Settle(reserved, new(Math.Min(amount, reserved.Value)));
                }
                else if (what >= 3)
                {
                    var report = what == 5 ? account.GiveBack(_limit) : account.Report(_limit, new(amount));
                    var free = _limit - report.Spent - reported[1 - who] - granted[1 - who];
                    var wish = what == 4 ? report.Wish : report.Need;
                    (reported[who], granted[who]) = (report.Spent, wish < free ? wish : free);
                    account.Apply(report, new Lease(granted[who], Nanodollars.Zero));
                }
            }

            var set = running.Aggregate(Nanodollars.Zero, (sum, call) => sum + call.Amount);
            Assert.True(accounts[0].Total.Spent + accounts[1].Total.Spent + set <= _limit);
        });
    }

    private static BudgetAccount New(long lease = 0)
    {
        var account = new BudgetAccount(new BudgetKey("k", BudgetPeriod.Day, DateTimeOffset.UnixEpoch));
        if (lease > 0)
        {
            account.Apply(account.Report(_limit, Nanodollars.Zero), new Lease(new(lease), Nanodollars.Zero));
        }

        return account;
    }
}
