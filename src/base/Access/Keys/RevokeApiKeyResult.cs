namespace Dashboard.Access.Keys;

/// <summary>What came of revoking a key.</summary>
public enum RevokeApiKeyResult
{
    /// <summary>The key is refused from now on; also where it already was.</summary>
    Revoked,

    /// <summary>There is no such key.</summary>
    NotFound,

    /// <summary>The key is a setting of the environment and goes only with it.</summary>
    BelongsToEnvironment,
}
