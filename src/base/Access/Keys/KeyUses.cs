using System.Collections.Concurrent;

namespace Dashboard.Access.Keys;

/// <summary>
/// When each key was last used, gathered in memory and written once a minute: a key is used
/// thousands of times a second, its owner looks once a month.
/// </summary>
internal sealed class KeyUses
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _uses = [];

    /// <summary>Notes that a key was used.</summary>
    public void Note(string keyId, DateTimeOffset at) => _uses[keyId] = at;

    /// <summary>What was noted since the last call, and forgets it.</summary>
    public IReadOnlyList<(string KeyId, DateTimeOffset At)> Take()
    {
        var taken = new List<(string, DateTimeOffset)>();
        foreach (var keyId in _uses.Keys)
        {
            if (_uses.TryRemove(keyId, out var at))
            {
                taken.Add((keyId, at));
            }
        }

        return taken;
    }
}
