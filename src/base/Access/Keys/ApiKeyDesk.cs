using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Access.Keys;

/// <summary>Where keys are made, listed and revoked.</summary>
public sealed class ApiKeyDesk
{
    private const string StreamType = "ApiKey";

    private readonly EventStore.EventStore _store;
    private readonly ApiKeyQueries _queries;
    private readonly ApiKeyLoader _loader;
    private readonly ApiKeys _keys;
    private readonly TimeProvider _clock;

    internal ApiKeyDesk(
        EventStore.EventStore store, ApiKeyQueries queries, ApiKeyLoader loader, ApiKeys keys, TimeProvider clock) =>
        (_store, _queries, _loader, _keys, _clock) = (store, queries, loader, keys, clock);

    /// <summary>The stream of a key in the audit log.</summary>
    public static string StreamOf(string keyId) => "api-key:" + keyId;

    /// <summary>Makes a key; it works in this process when the call returns, in others a moment later.</summary>
    public async Task<CreateApiKeyResult> CreateAsync(CreateApiKey command, string actor, CancellationToken ct)
    {
        var (keyId, key) = ApiKeyText.New();
        var result = ApiKeyDecisions.Decide(command, keyId, key, _clock.GetUtcNow());
        if (result is CreateApiKeyResult.Created created)
        {
            await _store.AppendAsync(StreamOf(keyId), StreamType, 0, [created.Fact], new EventContext(actor), ct);
            await _loader.ReloadAsync(ct);
        }

        return result;
    }

    /// <summary>Revokes a key; it is refused in this process when the call returns, in others a moment later.</summary>
    public async Task<RevokeApiKeyResult> RevokeAsync(string keyId, string actor, string? reason, CancellationToken ct)
    {
        if (keyId == ApiKeys.EnvironmentKeyId)
        {
            return RevokeApiKeyResult.BelongsToEnvironment;
        }

        var (isValid, version) = await _store.AggregateAsync<bool?>(
            StreamOf(keyId), null, (_, fact) => fact is not ApiKeyRevoked, ct);
        if (isValid is null)
        {
            return RevokeApiKeyResult.NotFound;
        }

        if (isValid.Value)
        {
            // A conflict can only mean that somebody else revoked it in the same moment.
            await _store.AppendAsync(
                StreamOf(keyId), StreamType, version, [new ApiKeyRevoked(keyId)], new EventContext(actor, reason), ct);
            await _loader.ReloadAsync(ct);
        }

        return RevokeApiKeyResult.Revoked;
    }

    /// <summary>Every key there ever was, that of the environment first, then the newest.</summary>
    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(CancellationToken ct)
    {
        var environment = _keys.All.Where(key => key.KeyId == ApiKeys.EnvironmentKeyId)
            .Select(key => new ApiKeyInfo(
                key.KeyId, key.Project.Value, key.Name, key.Scopes, null, null, null, null, null));
        return [.. environment, .. await _queries.ListAsync(ct)];
    }
}
