using Dashboard.Quota.Limits;
using Xunit;

namespace Dashboard.Quota.Tests.Limits;

public sealed class KeyLimitsDecisionsTests
{
    [Fact]
    public void Limits_that_make_sense_become_a_fact()
    {
        var (fact, errors) = KeyLimitsDecisions.Decide("k", new SetKeyLimits
        {
            Routes = ["gus", " gus ", "support"],
            Rpm = 60,
            Tpm = 1000,
            Budget = new BudgetBody("25.5", "month"),
            AllowUnpriced = true,
        });

        Assert.Empty(errors);
        Assert.Equal(["gus", "support"], fact!.Routes);
        Assert.Equal((60, 1000), (fact.RequestsPerMinute, fact.TokensPerMinute));
        Assert.Equal((25_500_000_000, "month"), (fact.BudgetNanodollars, fact.BudgetPeriod));
        Assert.True(fact.AllowUnpriced);
    }

    [Fact]
    public void What_is_left_out_is_not_limited()
    {
        var (fact, _) = KeyLimitsDecisions.Decide("k", new SetKeyLimits());

        Assert.Empty(fact!.Routes);
        Assert.Null(fact.RequestsPerMinute);
        Assert.Null(fact.TokensPerMinute);
        Assert.Null(fact.BudgetNanodollars);
        Assert.Null(fact.BudgetPeriod);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("0.0000000001")]
    [InlineData("1000000001")]
    [InlineData("")]
    [InlineData(null)]
    public void Money_is_a_positive_decimal_string(string? usd)
    {
        var (fact, errors) = KeyLimitsDecisions.Decide("k", new SetKeyLimits { Budget = new BudgetBody(usd, "day") });

        Assert.Null(fact);
        Assert.Contains("\"25.00\"", Assert.Single(errors["budget.usd"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var (fact, errors) = KeyLimitsDecisions.Decide("k", new SetKeyLimits
        {
            Routes = ["", null],
            Rpm = 0,
            Tpm = -5,
            Budget = new BudgetBody("1", "week"),
            Reason = new string('x', 501),
        });

        Assert.Null(fact);
        Assert.Equal(["budget.period", "reason", "routes", "rpm", "tpm"], errors.Keys.Order());
        Assert.Contains("day, month, total", errors["budget.period"][0], StringComparison.Ordinal);
    }
}
