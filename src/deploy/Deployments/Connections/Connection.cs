using Dashboard.Deployments.Serving;

namespace Dashboard.Deployments.Connections;

/// <summary>A place that the gateway may call, or might once.</summary>
internal sealed record Connection(
    string Name,
    string BaseUrl,
    string? ApiKeyEnv,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? RetiredAt)
{
    /// <summary>What the gateway needs of it.</summary>
    public ApprovedConnection Approved => new(Name, new Uri(BaseUrl), ApiKeyEnv);
}
