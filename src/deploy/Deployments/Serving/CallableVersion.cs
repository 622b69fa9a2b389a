using Dashboard.Events;

namespace Dashboard.Deployments.Serving;

/// <summary>A version that a request may force, also while it is in no split (its weight is then 0).</summary>
public sealed record CallableVersion(ProjectId Project, string Model, ServingVersion Version);
