namespace Dashboard.Access.Passwords;

/// <summary>
/// Counts the passwords that are tried on one account, from wherever: <see cref="Limit"/> within <see
/// cref="Window"/>, then it waits. Accounts that do not exist are counted alike. A try is counted before its password
/// is looked at, so that many at the same moment get no further than many in a row.
/// </summary>
internal sealed class AccountAttempts(TimeProvider clock)
{
    public const int Limit = 10;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int MaxAccounts = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (TimeSpan Since, int Tries)> _tallies = [];
    private readonly long _start = clock.GetTimestamp();

    // Not the time of day, which may be set back by an hour.
    private TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>Counts a try; the time to wait where the account has used up its tries, else null.</summary>
    public TimeSpan? Begin(string account)
    {
        var now = Now;
        lock (_lock)
        {
            var tally = _tallies.GetValueOrDefault(account);
            if (tally.Tries == 0 || now >= tally.Since + Window)
            {
                MakeRoom(now);
                tally = (now, 0);
            }

            if (tally.Tries >= Limit)
            {
                return tally.Since + Window - now;
            }

            _tallies[account] = (tally.Since, tally.Tries + 1);
            return null;
        }
    }

    /// <summary>Takes a try back whose password was not looked at.</summary>
    public void Undo(string account)
    {
        lock (_lock)
        {
            if (_tallies.TryGetValue(account, out var tally) && tally.Tries > 0)
            {
                _tallies[account] = (tally.Since, tally.Tries - 1);
            }
        }
    }

    /// <summary>Forgets the tries of an account: its owner has come.</summary>
    public void Succeed(string account)
    {
        lock (_lock)
        {
            _tallies.Remove(account);
        }
    }

    private void MakeRoom(TimeSpan now)
    {
        if (_tallies.Count < MaxAccounts)
        {
            return;
        }

        var past = _tallies.Where(entry => now >= entry.Value.Since + Window).Select(entry => entry.Key).ToList();
        past.ForEach(old => _tallies.Remove(old));

        // Filled within one window from very many addresses at once: the limit per address is what is left.
        if (_tallies.Count >= MaxAccounts)
        {
            _tallies.Clear();
        }
    }
}
