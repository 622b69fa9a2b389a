using Dashboard.Events;

namespace Dashboard.Gateway.Upstream;

/// <summary>How a version does, as this process saw it since its start.</summary>
/// <param name="Project">The project of the model.</param>
/// <param name="Model">Our name of it.</param>
/// <param name="Version">Our name of the version.</param>
/// <param name="State">Whether it is asked.</param>
/// <param name="FailuresInARow">Its last failures without a success between them.</param>
/// <param name="OpenUntil">Until when it is left alone; null while it is asked.</param>
/// <param name="Attempts">How often it was asked.</param>
/// <param name="Failures">How often it failed.</param>
/// <param name="LastFailure">When it failed last.</param>
/// <param name="LastError">How it failed last: a class such as <c>503</c>, <c>connect</c> or <c>timeout</c>.</param>
public sealed record VersionHealth(
    ProjectId Project,
    string Model,
    string Version,
    VersionState State,
    int FailuresInARow,
    DateTimeOffset? OpenUntil,
    long Attempts,
    long Failures,
    DateTimeOffset? LastFailure,
    string? LastError);
