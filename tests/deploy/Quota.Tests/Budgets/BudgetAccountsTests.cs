using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Gateway.Tests;
using Dashboard.Postgres;
using Dashboard.Quota.Budgets;
using Dashboard.Quota.Limits;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Quota.Tests.Budgets;

public sealed class BudgetAccountsTests : IAsyncLifetime
{
    private static readonly KeyBudget _budget = new(new Nanodollars(1_000), BudgetPeriod.Day);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly KeyLimitsBook _book = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-budgets-");
    private TestDatabase _database = null!;
    private BudgetBank _bank = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private BudgetKey Key => BudgetKey.Of("k", _budget, _time.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(EventStoreModule.Migrations, QuotaModule.Migrations);
        _bank = new BudgetBank(new DecisionsDb(_database.Source));
        _book.Replace([new("k", new KeyLimits { Budget = _budget })]);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Of_a_hundred_calls_at_once_a_budget_for_ten_lets_ten_through()
    {
        var (accounts, keeper) = NewConsole();

        var admitted = await AskAsync(accounts, calls: 100, estimate: 100);

        Assert.Equal(10, admitted.Count);
        admitted.ForEach(call => call.Settle(new Nanodollars(90)));
        await AgeAsync(keeper, TimeSpan.FromSeconds(6));
        Assert.Equal((new Nanodollars(900), 0L), await _bank.SpentAsync(Key, Cancel));
    }

    [Fact]
    public async Task Two_consoles_share_a_budget_and_use_all_of_it()
    {
        var (first, firstKeeper) = NewConsole();
        var (second, secondKeeper) = NewConsole();

        var both = await Task.WhenAll(AskAsync(first, 100, 100), AskAsync(second, 100, 100));
        var admitted = both.SelectMany(calls => calls).ToList();

        // The first to come leases more than it needs; what nobody uses goes back and is lent again.
        admitted.ForEach(call => call.Settle(new Nanodollars(100)));
        for (var round = 0; round < 40 && admitted.Count < 10; round++)
        {
            await AgeAsync(firstKeeper, TimeSpan.FromSeconds(31));
            await AgeAsync(secondKeeper, TimeSpan.FromSeconds(31));
            var more = await AskAsync(round % 2 == 0 ? first : second, 1, 100);
            more.ForEach(call => call.Settle(new Nanodollars(100)));
            admitted.AddRange(more);
        }

        Assert.Equal(10, admitted.Count);
        Assert.Empty(await AskAsync(first, 5, 100));
        await AgeAsync(firstKeeper, TimeSpan.FromSeconds(31));
        await AgeAsync(secondKeeper, TimeSpan.FromSeconds(31));
        Assert.Equal(_budget.Amount, (await _bank.SpentAsync(Key, Cancel)).Spent);
    }

    [Fact]
    public async Task A_lease_goes_back_when_its_console_stops()
    {
        var (first, keeper) = NewConsole();
        (await AskAsync(first, 1, 100))[0].Settle(new Nanodollars(40));
        await keeper.StopAsync(Cancel);

        Assert.Equal(0L, await _database.ReadAsync<long>("SELECT unspent_nano FROM budget_leases"));
        Assert.Equal(9, (await AskAsync(NewConsole().Accounts, 100, 100)).Count);
    }

    [Fact]
    public async Task A_lease_of_a_console_that_died_is_lent_to_others_once_it_has_expired()
    {
        await AskAsync(NewConsole().Accounts, 10, 100);
        Assert.Empty(await AskAsync(NewConsole().Accounts, 1, 100));

        await _database.ExecuteAsync("UPDATE budget_leases SET expires_at = now() - interval '1 second'");

        Assert.Equal(10, (await AskAsync(NewConsole().Accounts, 100, 100)).Count);
    }

    [Fact]
    public async Task What_a_killed_console_had_spent_is_reported_by_the_next_and_its_lease_comes_back_at_once()
    {
        var journal = NewJournal();
        var calls = await AskAsync(NewConsole(journal).Accounts, 10, 100);
        calls.Take(4).ToList().ForEach(call => call.Settle(new Nanodollars(33)));
        calls[4].Settle(null);
        Assert.Equal((Nanodollars.Zero, 0L), await _bank.SpentAsync(Key, Cancel));

        // While it lives, its file is its own; a kill closes it and nothing more.
        await NewConsole().Keeper.StartAsync(Cancel);
        Assert.Equal((Nanodollars.Zero, 0L), await _bank.SpentAsync(Key, Cancel));
        journal.Dispose();

        var (next, keeper) = NewConsole();
        await keeper.StartAsync(Cancel);
        Assert.Equal((new Nanodollars(132), 1L), await _bank.SpentAsync(Key, Cancel));
        Assert.Equal(8, (await AskAsync(next, 50, 100)).Count);
        await keeper.StopAsync(Cancel);
        Assert.Empty(_folder.EnumerateFiles());
    }

    [Fact]
    public async Task A_report_that_is_repeated_counts_once()
    {
        var console = Guid.NewGuid();
        var report = new LeaseReport(_budget.Amount, new(70), 2, new(10), new(10));

        await _bank.ExchangeAsync(Key, console, report, Cancel);
        await _bank.ExchangeAsync(Key, console, report, Cancel);
        await _bank.ExchangeAsync(Key, Guid.NewGuid(), report, Cancel);

        Assert.Equal((new Nanodollars(140), 4L), await _bank.SpentAsync(Key, Cancel));
    }

    [Fact]
    public async Task A_lowered_budget_holds_at_once_and_a_raised_one_too()
    {
        var (accounts, _) = NewConsole();
        Assert.Equal(2, (await AskAsync(accounts, 2, 100)).Count);

        Assert.Empty(await AskAsync(accounts, 5, 100, _budget with { Amount = new(200) }));
        Assert.Equal(3, (await AskAsync(accounts, 50, 100, _budget with { Amount = new(500) })).Count);
    }

    [Fact]
    public async Task A_new_period_begins_with_the_whole_budget()
    {
        var (accounts, keeper) = NewConsole();
        (await AskAsync(accounts, 10, 100)).ForEach(call => call.Settle(new Nanodollars(100)));
        Assert.Empty(await AskAsync(accounts, 1, 100));

        await AgeAsync(keeper, TimeSpan.FromHours(12));

        Assert.Equal(10, (await AskAsync(accounts, 20, 100)).Count);
        Assert.Equal(1_000L, await _database.ReadAsync<long>("SELECT max(spent_nano) FROM budget_state"));
        Assert.Equal(2L, await _database.ReadAsync<long>("SELECT count(*) FROM budget_state"));
    }

    [Fact]
    public async Task With_the_database_away_what_was_leased_can_be_spent_and_no_more()
    {
        var (accounts, keeper) = NewConsole();
        Assert.Single(await AskAsync(accounts, 1, 10));
        var lease = await _database.ReadAsync<long>("SELECT unspent_nano FROM budget_leases");

        await _database.TurnOffAsync();
        var admitted = await AskAsync(accounts, 500, 10);

        Assert.Equal((lease - 10) / 10, admitted.Count);
        admitted.ForEach(call => call.Settle(new Nanodollars(10)));
        await _database.TurnOnAsync();
        await AgeAsync(keeper, TimeSpan.FromSeconds(6));
        Assert.Equal(lease - 10, (await _bank.SpentAsync(Key, Cancel)).Spent.Value);
        Assert.NotEmpty(await AskAsync(accounts, 1, 10));
    }

    private static async Task<List<BudgetReservation>> AskAsync(
        BudgetAccounts accounts, int calls, long estimate, KeyBudget? budget = null)
    {
        var asked = Enumerable.Range(0, calls).Select(_ => Task.Run(
            async () => await accounts.ReserveAsync("k", budget ?? _budget, new Nanodollars(estimate), Cancel)));
        return [.. (await Task.WhenAll(asked)).OfType<BudgetReservation>()];
    }

    private (BudgetAccounts Accounts, BudgetKeeper Keeper) NewConsole(SpendJournal? journal = null)
    {
        var accounts = new BudgetAccounts(_bank, journal ?? NewJournal(), _time);
        return (accounts, new BudgetKeeper(accounts, _book, _time, NullLogger<BudgetKeeper>.Instance));
    }

    private SpendJournal NewJournal() => new(_folder.FullName, NullLogger<SpendJournal>.Instance);

    private async Task AgeAsync(BudgetKeeper keeper, TimeSpan time)
    {
        _time.Advance(time);
        await keeper.RoundAsync();
    }
}
