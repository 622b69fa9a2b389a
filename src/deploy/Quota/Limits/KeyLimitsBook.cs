using System.Collections.Frozen;

namespace Dashboard.Quota.Limits;

/// <summary>
/// The limits of every key, in memory: a request looks them up without touching the database, and goes on doing so
/// while the database is away. The whole set is swapped by reference.
/// </summary>
internal sealed class KeyLimitsBook
{
    private volatile FrozenDictionary<string, KeyLimits> _limits = FrozenDictionary<string, KeyLimits>.Empty;

    /// <summary>What the key may do.</summary>
    public KeyLimits Of(string keyId) => _limits.GetValueOrDefault(keyId, KeyLimits.None);

    /// <summary>Puts the limits that the database holds in force.</summary>
    public void Replace(IEnumerable<KeyValuePair<string, KeyLimits>> limits) =>
        _limits = limits.ToFrozenDictionary(StringComparer.Ordinal);
}
