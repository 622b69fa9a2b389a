using Dashboard.Events;
using Npgsql;

namespace Dashboard.Quota.Budgets;

/// <summary>An account's line to the bank: one exchange at a time, whoever asked for it.</summary>
internal sealed class BudgetLine(BudgetAccount account, BudgetBank bank, Guid console, TimeProvider time)
{
    /// <summary>After such an answer the bank is not asked again at once: a flood of refused requests costs nothing.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private Task<Exception?> _running = Task.FromResult<Exception?>(null);
    private Nanodollars _waiting;
    private TimeSpan _askAgainAt;

    public BudgetAccount Account { get; } = account;

    /// <summary>Why the last exchange failed; null while all is well.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>Since the bank last answered.</summary>
    public TimeSpan SinceAnswer => Now - AnsweredAt;

    /// <summary>Since a call last asked for money.</summary>
    public TimeSpan SinceUse => Now - UsedAt;

    /// <summary>Whether asking is of no use now: a moment ago there was nothing left, or no answer.</summary>
    public bool IsPausing => Now < _askAgainAt;

    private TimeSpan Now => time.GetElapsedTime(_start);

    private TimeSpan AnsweredAt { get; set; }

    private TimeSpan UsedAt { get; set; }

    /// <summary>Takes from the lease, going to the bank where it is not enough. False: there is no money, or no bank.</summary>
    public async ValueTask<bool> ReserveAsync(
        Nanodollars limit, Nanodollars amount, TimeSpan patience, CancellationToken ct)
    {
        UsedAt = Now;
        var isCurrent = Account.Limit == limit;
        if (isCurrent && Account.TryReserve(amount))
        {
            return true;
        }

        lock (_gate)
        {
            _waiting += amount;
        }

        try
        {
            return await WaitForMoneyAsync(limit, amount, isCurrent, Now + patience, ct);
        }
        finally
        {
            lock (_gate)
            {
                _waiting -= amount;
            }
        }
    }

    /// <summary>Reports, and asks for what waiting calls need; joins an exchange that is under way.</summary>
    public Task<Exception?> RefillAsync(Nanodollars limit) => Run(() => Account.Report(limit, _waiting));

    /// <summary>Reports, and returns what is not set aside.</summary>
    public async Task<Exception?> GiveBackAsync(Nanodollars limit)
    {
        await _running;
        return await Run(() => Account.GiveBack(limit));
    }

    private async Task<bool> WaitForMoneyAsync(
        Nanodollars limit, Nanodollars amount, bool isCurrent, TimeSpan end, CancellationToken ct)
    {
        while (!(isCurrent && IsPausing) && Now < end)
        {
            try
            {
                await RefillAsync(limit).WaitAsync(end - Now, time, ct);
            }
            catch (TimeoutException)
            {
                return false;
            }

            isCurrent = true;
            if (Account.TryReserve(amount))
            {
                return true;
            }
        }

        return false;
    }

    private Task<Exception?> Run(Func<LeaseReport> report)
    {
        lock (_gate)
        {
            return _running.IsCompleted ? _running = ExchangeAsync(report()) : _running;
        }
    }

    private async Task<Exception?> ExchangeAsync(LeaseReport report)
    {
        try
        {
            // The exchange belongs to all who wait for it, so none of them can cancel it; the bank's patience ends it.
            var lease = await bank.ExchangeAsync(Account.Key, console, report, CancellationToken.None);
            Account.Apply(report, lease);
            AnsweredAt = Now;
            var isEmpty = lease.Granted < report.Need || lease.Granted == Nanodollars.Zero;
            _askAgainAt = isEmpty ? Now + Pause : TimeSpan.Zero;
            return Trouble = null;
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
        {
            _askAgainAt = Now + Pause;
            return Trouble = failure;
        }
    }
}
