using System.Collections.Concurrent;
using Dashboard.Events;

namespace Dashboard.Gateway.Upstream;

/// <summary>The health of every version that was asked since the start.</summary>
public sealed class VersionHealthBoard
{
    private readonly ConcurrentDictionary<VersionKey, Breaker> _breakers = new();
    private readonly Func<VersionKey, Breaker> _make;

    internal VersionHealthBoard(GatewayOptions options, TimeProvider time) =>
        _make = _ => new Breaker(options.BreakerFailures, options.BreakerCooldown, time);

    /// <summary>Of all versions.</summary>
    public IReadOnlyList<VersionHealth> Current => [.. _breakers.Select(entry => entry.Value.Health(entry.Key))];

    /// <summary>Of one version; null when it was not asked yet.</summary>
    public VersionHealth? Of(ProjectId project, string model, string version) =>
        new VersionKey(project, model, version) is var key && _breakers.TryGetValue(key, out var breaker)
            ? breaker.Health(key)
            : null;

    internal Breaker Breaker(VersionKey key) => _breakers.GetOrAdd(key, _make);
}
