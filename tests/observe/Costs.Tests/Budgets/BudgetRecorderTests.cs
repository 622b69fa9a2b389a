using Dashboard.Costs.Budgets;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Costs.Tests.Budgets;

public sealed class BudgetRecorderTests : IAsyncLifetime
{
    private static readonly EventContext s_ann = new("person:ann", "agreed");
    private static readonly ProjectId s_project = ProjectId.First;
    private TestDatabase _db = null!;
    private TestEventStore _events = null!;
    private BudgetRecorder _recorder = null!;
    private BudgetTable _table = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _db = await TestDatabase.CreateAsync(EventStoreModule.Migrations, BudgetsModule.Migrations);
        _events = new TestEventStore(
            _db, [new EventTypes(typeof(BudgetSet), typeof(BudgetRemoved))], [new BudgetProjection()]);
        _recorder = new BudgetRecorder(_events.Store);
        _table = new BudgetTable(new DecisionsDb(_db.Source));
    }

    public async ValueTask DisposeAsync()
    {
        _events.Dispose();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task A_budget_is_set_with_actor_and_reason_for_the_project_and_for_a_route()
    {
        await SetAsync("gus", 20);
        await SetAsync(null, 560.5m);
        var budgets = await _table.ReadAsync(s_project, Ct);

        Assert.Equal([null, "gus"], budgets.Select(budget => budget.Route));
        Assert.Equal([560.5m, 20m], budgets.Select(budget => budget.Monthly.Dollars));
        Assert.All(budgets, budget => Assert.Equal(("person:ann", "agreed"), (budget.Actor, budget.Reason)));
        Assert.Empty(await _table.ReadAsync(new ProjectId(2), Ct));
    }

    [Fact]
    public async Task The_same_budget_again_is_not_recorded_twice_and_null_removes_it()
    {
        await SetAsync(null, 5);
        await SetAsync(null, 5);
        Assert.Equal(1L, await _db.ReadAsync<long>("select count(*) from mt_events where type = 'budget_set'"));
        await SetAsync(null, null);
        await SetAsync(null, null);
        Assert.Equal(1L, await _db.ReadAsync<long>("select count(*) from mt_events where type = 'budget_removed'"));
        Assert.Empty(await _table.ReadAsync(s_project, Ct));
        await SetAsync(null, 6);
        Assert.Equal(6, Assert.Single(await _table.ReadAsync(s_project, Ct)).Monthly.Dollars);
    }

    [Fact]
    public async Task The_table_is_the_same_after_a_replay()
    {
        await SetAsync(null, 5);
        await SetAsync("gus", 7);
        await SetAsync("gus", null);
        Assert.Empty(await _events.Projections.VerifyAsync(Ct));
    }

    [Theory]
    [InlineData("560", 560.0)]
    [InlineData("0.000000001", 0.000000001)]
    [InlineData("0.0000000001", null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("1e3", null)]
    [InlineData("1,000", null)]
    [InlineData("1000000001", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_amount_is_a_plain_decimal_above_zero(string? text, double? expected) =>
        Assert.Equal((decimal?)expected, BudgetLimits.Amount(text)?.Dollars);

    private async Task SetAsync(string? route, decimal? dollars) => Assert.True(await _recorder.SetAsync(
        s_project, route, dollars is { } known ? Nanodollars.FromDollars(known) : null, s_ann, Ct));
}
