using Dashboard.Quota.Limits;
using Dashboard.Web.Settings.Limits;
using Xunit;

namespace Dashboard.Web.Tests.Settings.Limits;

public sealed class KeyLimitsDraftTests
{
    private static readonly KeyLimitsAnswer s_limits = new(
        "a", ["gus", "support"], 60, null,
        new BudgetAnswer("25", "day", null, null, "3.2", "21.8", 0), AllowUnpriced: true);

    [Fact]
    public void What_holds_is_asked_for_again_where_nothing_is_typed()
    {
        var (command, errors) = KeyLimitsDraft.Of(s_limits).Read("because");

        Assert.Empty(errors);
        Assert.Equal(["gus", "support"], command!.Routes!);
        Assert.Equal(
            (60, null, new BudgetBody("25", "day"), true, "because"),
            (command.Rpm, command.Tpm, command.Budget, command.AllowUnpriced, command.Reason));
    }

    [Fact]
    public void What_is_emptied_is_no_longer_limited()
    {
        var (command, _) = new KeyLimitsDraft { Routes = " , ", Rpm = " ", Usd = "" }.Read(null);

        Assert.Empty(command!.Routes!);
        Assert.Null(command.Rpm);
        Assert.Null(command.Budget);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void What_is_no_number_is_said_at_its_field(string text)
    {
        var (command, errors) = new KeyLimitsDraft { Tpm = text }.Read(null);

        Assert.Null(command);
        Assert.Equal(["tpm"], errors.Keys);
    }

    [Fact]
    public void A_served_route_is_named_and_taken_back_at_a_click()
    {
        var draft = KeyLimitsDraft.Of(s_limits);
        draft.Toggle("gus");
        draft.Toggle("new");
        Assert.Equal("support, new", draft.Routes);
    }
}
