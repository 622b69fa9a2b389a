using System.Security.Claims;
using Bunit;
using Dashboard.Access;
using Dashboard.Costs.Moving;
using Dashboard.Costs.OwnModel;
using Dashboard.Costs.Page;
using Dashboard.Events;
using Microsoft.AspNetCore.Components.Authorization;
using Xunit;

namespace Dashboard.Costs.Tests.Page;

public sealed class CostComponentTests : BunitContext
{
    public CostComponentTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void The_budget_says_in_words_when_it_runs_out_and_draws_it()
    {
        var card = Render<BudgetCard>(p => p
            .Add(c => c.Outlook, SomeCosts.Outlook()).Add(c => c.Scope, SomeCosts.Scope));
        Assert.Contains("$120.00 of $500.00 left.", card.Find(".words").TextContent, StringComparison.Ordinal);
        var finding = card.Find("svg").GetAttribute("aria-label");
        Assert.Contains("it runs out on Wed 25 Nov", finding, StringComparison.Ordinal);
        Assert.Single(card.FindAll("circle.out"));
        Assert.Contains("Backtest on unseen days: past error 0", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_budget_the_spend_is_drawn_and_one_can_be_set()
    {
        var card = Render<BudgetCard>(p => p
            .Add(c => c.Outlook, SomeCosts.Outlook(budget: null, days: 3)).Add(c => c.Scope, SomeCosts.Scope)
            .AddCascadingValue(With(Scopes.Manage)));
        Assert.Equal("Set a budget", card.Find("button").TextContent);
        Assert.Empty(card.FindAll(".pace"));
        Assert.Contains("needs 7 whole days with calls; there are 3", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_may_not_set_a_budget_is_told_who_may()
    {
        var card = Render<BudgetCard>(p => p
            .Add(c => c.Outlook, SomeCosts.Outlook()).Add(c => c.Scope, SomeCosts.Scope)
            .AddCascadingValue(With(Scopes.Read)));

        Assert.Empty(card.FindAll("button"));
        Assert.Contains("Managers set budgets", card.Find(".head").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Scopes.Manage, 1, false)]
    [InlineData(Scopes.Read, 0, true)]
    public void A_missing_price_is_added_by_managers(string scope, int buttons, bool isTold)
    {
        var notice = Render<UnpricedNotice>(p => p
            .Add(n => n.Models, [SomeCosts.Unpriced()]).Add(n => n.Scope, SomeCosts.Scope).Add(n => n.Now, SomeCosts.Now)
            .AddCascadingValue(With(scope)));

        Assert.Equal(buttons, notice.FindAll("button").Count);
        Assert.Equal(isTold, notice.Markup.Contains("Managers add prices", StringComparison.Ordinal));
    }

    private static Task<AuthenticationState> With(string scope) => Task.FromResult(new AuthenticationState(
        new ClaimsPrincipal(new ClaimsIdentity([new Claim("scope", scope)], "test"))));

    [Fact]
    public void A_mover_shows_its_change_its_parts_and_its_cause()
    {
        var before = MoverSide.None with
        {
            Calls = 100,
            Cost = Nanodollars.FromDollars(10),
            Fresh = new TokenSpend(1_000, 10),
        };
        var mover = new Mover("<b>gus", before, before + before, CostChange.Between(before, before + before));
        var card = Render<MoversCard>(p => p.Add(c => c.Movers, [mover]).Add(c => c.View, SomeCosts.View));

        var cells = card.FindAll("tbody td").Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal("<b>gus", cells[0]);
        Assert.Equal("+$10.00", cells[1]);
        Assert.Equal("Calls +100\u202F%", cells[4]);
        Assert.Equal(("0", "100"), (card.Find("rect").GetAttribute("x"), card.Find("rect").GetAttribute("width")));
    }

    [Fact]
    public void The_own_model_says_from_when_it_pays()
    {
        var volume = new MeasuredVolume(30, Nanodollars.FromDollars(360), 1_000, 9_000_000, 10, 2);
        var card = Render<OwnModelCard>(p => p
            .Add(c => c.Volume, volume).Add(c => c.Today, SomeCosts.Today)
            .Add(c => c.Inputs, OwnModelInputs.Parse("1", "1000", "10")));
        Assert.Contains("Break-even July 2027.", card.Find(".words").TextContent, StringComparison.Ordinal);
        Assert.Contains("2 calls without a price", card.Markup, StringComparison.Ordinal);
        Assert.Single(card.FindAll("circle"));
    }

    [Theory]
    [InlineData(null, null, null, 1, 1500, 0.05)]
    [InlineData("2.5", "800", "-10", 2.5, 800, -0.1)]
    [InlineData("0", "0", "1000", 1, 1500, 0.05)]
    [InlineData("x", "NaN", "", 1, 1500, 0.05)]
    public void What_makes_no_sense_in_the_address_is_the_default(
        string? hour, string? tokens, string? growth, double dollars, double speed, double share) =>
        Assert.Equal(
            new OwnModelInputs((decimal)dollars, (decimal)speed, (decimal)share),
            OwnModelInputs.Parse(hour, tokens, growth));

    [Fact]
    public void The_table_shows_every_day_so_far_and_none_that_has_not_come()
    {
        var days = SomeCosts.Days("gus", "faq");
        var table = Render<CostTable>(p => p
            .Add(t => t.Chart, new CostChart(SomeCosts.View, days, SomeCosts.Outlook()))
            .Add(t => t.View, SomeCosts.View).Add(t => t.Days, days));
        Assert.Equal(19, table.FindAll("tbody tr").Count);
        Assert.Equal(
            ["$20.00", "$10.00", "$10.00", "20", "0"],
            table.FindAll("tbody tr")[0].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
    }
}
