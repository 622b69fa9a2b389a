using System.Collections.Frozen;
using Dashboard.Events;
using Microsoft.Extensions.Options;

namespace Dashboard.Access.Keys;

/// <summary>
/// The keys that are valid, in memory, so that a request is authenticated by one dictionary lookup. The whole set is
/// swapped by reference when a key is made or revoked in any process.
/// </summary>
internal sealed class ApiKeys(IOptions<AccessOptions> options)
{
    /// <summary>The id under which the key of the environment is listed.</summary>
    public const string EnvironmentKeyId = "environment";

    private readonly ApiKey? _environmentKey = options.Value.AdminKey is { Length: > 0 } key
        ? new ApiKey(
            EnvironmentKeyId,
            ProjectId.First,
            AccessOptions.AdminKeySetting,
            Scopes.All,
            ApiKeyText.Hash(key),
            CreatedAt: null,
            ExpiresAt: null)
        : null;

    private FrozenDictionary<string, ApiKey> _keys = FrozenDictionary<string, ApiKey>.Empty;

    /// <summary>Every valid key, that of the environment first.</summary>
    public IEnumerable<ApiKey> All => _environmentKey is { } key ? [key, .. _keys.Values] : _keys.Values;

    /// <summary>Puts the keys that the database holds in force.</summary>
    public void Replace(IEnumerable<ApiKey> keys) => _keys = keys.ToFrozenDictionary(key => key.KeyId);

    /// <summary>
    /// The generated key that <paramref name="presented"/> is, or null. Cannot be guessed: 256 random bits.
    /// </summary>
    public ApiKey? FindGenerated(string presented, ReadOnlySpan<byte> hash, DateTimeOffset now) =>
        ApiKeyText.TryReadId(presented, out var id)
        && _keys.TryGetValue(id, out var key)
        && key.Matches(hash)
        && !key.IsExpired(now)
            ? key
            : null;

    /// <summary>Whether an actor is a key that is valid and has a scope.</summary>
    public bool Holds(string actor, string scope, DateTimeOffset now) => All.Any(key =>
        key.Principal.Actor() == actor && key.Scopes.Contains(scope) && !key.IsExpired(now));

    /// <summary>
    /// The environment's key where <paramref name="hash"/> is its hash. It lives in memory only: nothing about a secret
    /// that a person may have chosen is stored, and it is gone when the setting is.
    /// </summary>
    public ApiKey? FindEnvironment(ReadOnlySpan<byte> hash) =>
        _environmentKey is { } key && key.Matches(hash) ? key : null;
}
