namespace Dashboard.E2E.Gateway;

/// <summary>A call as its caller saw it.</summary>
/// <param name="BegunAt">Timestamp just before it was sent.</param>
/// <param name="Version">Which version says that it answered.</param>
/// <param name="Model">The provider's name of the model in the answer.</param>
/// <param name="Failure">What went wrong; null for nothing.</param>
internal sealed record SeenCall(long BegunAt, string? Version, string? Model, string? Failure)
{
    /// <summary>Timestamp just after it was answered whole.</summary>
    public long EndedAt { get; init; }
}
