namespace Dashboard.Deployments.Api;

/// <summary>A model with its versions, the newest first.</summary>
internal sealed record ModelBody(string Model, IReadOnlyList<VersionBody> Versions);
