using Dashboard.Events;

namespace Dashboard.Gateway.Upstream;

/// <summary>A version of a model, whichever routes lead to it.</summary>
internal readonly record struct VersionKey(ProjectId Project, string Model, string Version);
