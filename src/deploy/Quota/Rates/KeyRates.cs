using System.Collections.Concurrent;
using Dashboard.Quota.Limits;

namespace Dashboard.Quota.Rates;

/// <summary>
/// The rates of all keys, in this process: of several consoles each lets the full rate through. A shared count would
/// cost a round trip per request; what must not be exceeded together is the budget.
/// </summary>
internal sealed class KeyRates(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KeyRate> _rates = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();

    /// <summary>The present, on the clock of the buckets.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>The buckets of a key; null where nothing is limited. New limits begin with full buckets.</summary>
    public KeyRate? Of(string keyId, KeyLimits limits)
    {
        if (limits.RequestsPerMinute is null && limits.TokensPerMinute is null)
        {
            return null;
        }

        var rate = _rates.GetOrAdd(keyId, _ => New(limits));
        return rate.Fits(limits) ? rate : _rates.AddOrUpdate(
            keyId, _ => New(limits), (_, known) => known.Fits(limits) ? known : New(limits));
    }

    private KeyRate New(KeyLimits limits) => new(limits.RequestsPerMinute, limits.TokensPerMinute, Now);
}
