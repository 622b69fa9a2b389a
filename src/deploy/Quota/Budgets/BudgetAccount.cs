using Dashboard.Events;

namespace Dashboard.Quota.Budgets;

/// <summary>
/// This console's part of one budget: what it may spend without asking the bank. Reserve before a call, settle after
/// it; both are arithmetic under a lock and touch nothing else.
/// <code>spent + reserved ≤ ceiling, at the moment of every reservation</code>
/// </summary>
internal sealed class BudgetAccount(BudgetKey key)
{
    private readonly Lock _gate = new();
    private Nanodollars _spent;
    private Nanodollars _reserved;
    private Nanodollars _ceiling;
    private Nanodollars _largest;
    private long _unpriced;
    private LeaseReport _told;

    public BudgetKey Key { get; } = key;

    /// <summary>What was settled here and is not yet known to the bank.</summary>
    public (Nanodollars Spent, long Unpriced) Unreported
    {
        get
        {
            lock (_gate)
            {
                return (_spent - _told.Spent, _unpriced - _told.Unpriced);
            }
        }
    }

    /// <summary>Settled here, a running total.</summary>
    public (Nanodollars Spent, long Unpriced) Total
    {
        get
        {
            lock (_gate)
            {
                return (_spent, _unpriced);
            }
        }
    }

    /// <summary>The budget that the present ceiling was granted from.</summary>
    public Nanodollars Limit
    {
        get
        {
            lock (_gate)
            {
                return _told.Limit;
            }
        }
    }

    /// <summary>Whether nothing is set aside here and nothing is left to tell.</summary>
    public bool IsAtRest
    {
        get
        {
            lock (_gate)
            {
                return _reserved == Nanodollars.Zero && _ceiling <= _spent
                    && _spent == _told.Spent && _unpriced == _told.Unpriced;
            }
        }
    }

    /// <summary>Whether the lease lasts for only a few more calls like the largest lately.</summary>
    public bool IsLow
    {
        get
        {
            lock (_gate)
            {
                return _ceiling - _spent - _reserved < Times(_largest, 4);
            }
        }
    }

    /// <summary>Sets money aside for a call, if the lease has so much.</summary>
    public bool TryReserve(Nanodollars amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Value, nameof(amount));
        lock (_gate)
        {
            _largest = amount > _largest ? amount : _largest;
            // An expired or exhausted lease lets nothing through, not even what costs nothing.
            if (_ceiling - _spent - _reserved < amount || _ceiling <= _spent)
            {
                return false;
            }

            _reserved += amount;
            return true;
        }
    }

    /// <summary>Replaces what was set aside by what the call cost; null where the cost is unknown.</summary>
    public void Settle(Nanodollars reserved, Nanodollars? cost)
    {
        lock (_gate)
        {
            _reserved -= reserved;
            _spent += cost ?? Nanodollars.Zero;
            _unpriced += cost is null ? 1 : 0;
        }
    }

    /// <summary>Releases what was set aside for a call that was never made, or that failed without a cost.</summary>
    public void Release(Nanodollars reserved) => Settle(reserved, Nanodollars.Zero);

    /// <summary>What to tell the bank, holding on to what the lease has, and asking for <paramref name="more"/>.</summary>
    public LeaseReport Report(Nanodollars limit, Nanodollars more)
    {
        lock (_gate)
        {
            var set = _reserved + more;
            var held = _ceiling - _spent;
            var need = set > held ? set : held;
            _largest = new Nanodollars(_largest.Value * 7 / 8);
            _largest = more > _largest ? more : _largest;
            return new LeaseReport(limit, _spent, _unpriced, need, need + Times(_largest, 16));
        }
    }

    /// <summary>Gives up what is not set aside, before the bank is told so.</summary>
    public LeaseReport GiveBack(Nanodollars limit)
    {
        lock (_gate)
        {
            var set = _spent + _reserved;
            _ceiling = set < _ceiling ? set : _ceiling;
            var held = _ceiling > _spent ? _ceiling - _spent : Nanodollars.Zero;
            return new LeaseReport(limit, _spent, _unpriced, held, held);
        }
    }

    /// <summary>Puts the bank's answer to a report in force.</summary>
    public void Apply(LeaseReport report, Lease lease)
    {
        lock (_gate)
        {
            _ceiling = report.Spent + lease.Granted;
            _told = report;
        }
    }

    // Without overflow: no budget is that large.
    private static Nanodollars Times(Nanodollars amount, long factor) =>
        new(Math.Min(amount.Value, long.MaxValue / 64) * factor);
}
