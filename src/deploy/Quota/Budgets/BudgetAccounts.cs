using System.Collections.Concurrent;
using Dashboard.Events;
using Dashboard.Quota.Limits;

namespace Dashboard.Quota.Budgets;

/// <summary>
/// This console's accounts. A call is let through by its account's lease alone; the bank is asked in the background
/// before a lease runs out, and waited for, shortly, only where there is no lease that would do. With the database away
/// a console spends what it has leased and then refuses. A console that is cut off goes on spending its lease after it
/// has expired: a database that restarts must not stop the calls, and the most that this can overrun is one lease.
/// </summary>
internal sealed class BudgetAccounts(BudgetBank bank, SpendJournal journal, TimeProvider time)
{
    /// <summary>The longest wait of a call for the bank.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Guid _console = Guid.CreateVersion7(time.GetUtcNow());
    private readonly ConcurrentDictionary<BudgetKey, BudgetLine> _lines = new();

    /// <summary>Called when an account should be refilled soon.</summary>
    public Action OnLow { get; set; } = () => { };

    public IEnumerable<BudgetLine> Lines => _lines.Values;

    /// <summary>Sets money aside for a call; null when the budget does not have it.</summary>
    public async ValueTask<BudgetReservation?> ReserveAsync(
        string keyId, KeyBudget budget, Nanodollars estimate, CancellationToken ct)
    {
        // Not even a call that costs nothing passes where nothing is left.
        var amount = estimate > Nanodollars.Zero ? estimate : new Nanodollars(1);
        var line = _lines.GetOrAdd(
            BudgetKey.Of(keyId, budget, time.GetUtcNow()),
            key => new BudgetLine(new BudgetAccount(key), bank, _console, time));
        if (!await line.ReserveAsync(budget.Amount, amount, Patience, ct))
        {
            return null;
        }

        if (line.Account.IsLow && !line.IsPausing)
        {
            OnLow();
        }

        return new BudgetReservation(line.Account, amount, Note);
    }

    /// <summary>What this console has settled and not yet told the bank.</summary>
    public (Nanodollars Spent, long Unpriced) Unreported(BudgetKey key) =>
        _lines.TryGetValue(key, out var line) ? line.Account.Unreported : (Nanodollars.Zero, 0);

    /// <summary>Tells the bank what killed processes on this data folder had spent, and returns their leases.</summary>
    public async Task ReportLeftAsync(CancellationToken ct)
    {
        foreach (var (console, entries, path) in journal.FindLeft())
        {
            foreach (var entry in entries)
            {
                var total = new LeaseReport(
                    default, new Nanodollars(entry.SpentNano), entry.Unpriced, Nanodollars.Zero, Nanodollars.Zero);
                await bank.ExchangeAsync(entry.Key, console, total, ct);
            }

            File.Delete(path);
        }
    }

    /// <summary>The bank knows everything: there is nothing to leave for the next process.</summary>
    public void CloseJournal() => journal.Delete();

    /// <summary>Forgets an account of a past period that is at rest.</summary>
    public void Forget(BudgetLine line) => _lines.TryRemove(new(line.Account.Key, line));

    private void Note(BudgetAccount account) => journal.Note(_console, JournalEntry.Of(account));
}
