using Dashboard.Events;

namespace Dashboard.Quota.Budgets;

/// <summary>Money that is set aside for one call, until it is settled once.</summary>
internal sealed class BudgetReservation(BudgetAccount account, Nanodollars amount, Action<BudgetAccount> onSettled)
{
    private int _isSettled;

    /// <summary>The call has this cost; null where it is unknown.</summary>
    public void Settle(Nanodollars? cost)
    {
        if (Interlocked.Exchange(ref _isSettled, 1) == 0)
        {
            account.Settle(amount, cost);
            onSettled(account);
        }
    }
}
