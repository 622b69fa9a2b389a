using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Quota.Limits;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Quota.Budgets;

/// <summary>
/// Goes to the bank so that calls need not: refills leases that run low, reports what was spent, keeps leases alive,
/// returns those that nobody uses, and at the end all of them.
/// </summary>
internal sealed partial class BudgetKeeper(
    BudgetAccounts accounts, KeyLimitsBook book, TimeProvider time, ILogger<BudgetKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewEvery = BudgetBank.LeaseTime / 4;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private readonly Wake _wake = new();

    private bool _isAway;

    /// <summary>Does what is due; public to tests, which own the clock.</summary>
    internal async Task RoundAsync()
    {
        var failure = (await Task.WhenAll(accounts.Lines.Select(TendAsync))).FirstOrDefault(e => e is not null);
        if (failure is not null && !_isAway)
        {
            LogAway(failure);
        }

        _isAway = failure is not null;
    }

    /// <summary>Before the first call, the bank knows what was spent before a crash.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await accounts.ReportLeftAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var all = Task.WhenAll(accounts.Lines.Select(line => line.GiveBackAsync(Limit(line))));
        try
        {
            if ((await all.WaitAsync(LastPatience, cancellationToken)).FirstOrDefault(e => e is not null) is { } failure)
            {
                LogAway(failure);
            }
            else
            {
                accounts.CloseJournal();
            }
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            LogAway(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        accounts.OnLow = _wake.Set;
        using var timer = _wake.SetEvery(Tick, time);
        while (await _wake.WaitAsync(stoppingToken))
        {
            await RoundAsync();
        }
    }

    private async Task<Exception?> TendAsync(BudgetLine line)
    {
        var account = line.Account;
        if (line.IsPausing)
        {
            return line.Trouble;
        }

        if (line.SinceUse >= IdleAfter)
        {
            if (!account.IsAtRest)
            {
                return await line.GiveBackAsync(Limit(line));
            }

            if (account.Key.Period.EndOf(account.Key.Start) <= time.GetUtcNow())
            {
                accounts.Forget(line);
            }

            return null;
        }

        var hasNews = account.Unreported != (Nanodollars.Zero, 0L) && line.SinceAnswer >= ReportEvery;
        return account.IsLow || hasNews || line.SinceAnswer >= RenewEvery ? await line.RefillAsync(Limit(line)) : null;
    }

    // A key that has no budget any more still reports what it spent while it had one.
    private Nanodollars Limit(BudgetLine line) =>
        book.Of(line.Account.Key.KeyId).Budget is { } budget && budget.Period == line.Account.Key.Period
            ? budget.Amount
            : line.Account.Limit;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Spending of keys cannot be reported now; what was leased can be spent, then calls are refused")]
    private partial void LogAway(Exception failure);
}
