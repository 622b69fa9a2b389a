using Dashboard.Deployments.Connections;

namespace Dashboard.Deployments.Api;

/// <summary>
/// A connection in answers. <c>api_key_set</c> says whether this console's environment has the variable; null where
/// none is named. <c>notice</c> says what an administrator should know of it; null for nothing.
/// </summary>
internal sealed record ConnectionBody(
    string Name,
    string BaseUrl,
    string? ApiKeyEnv,
    bool? ApiKeySet,
    string? Notice,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? RetiredAt)
{
    public static ConnectionBody Of(Connection connection, UpstreamKeys keys) => new(
        connection.Name,
        connection.BaseUrl,
        connection.ApiKeyEnv,
        connection.ApiKeyEnv is { } variable ? Environment.GetEnvironmentVariable(variable) is { Length: > 0 } : null,
        keys.Notice(connection),
        connection.CreatedAt,
        connection.CreatedBy,
        connection.RetiredAt);
}
