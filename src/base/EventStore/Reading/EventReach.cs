namespace Dashboard.EventStore;

/// <summary>
/// Whose events somebody may see. An event belongs to the project that its data name as <c>ProjectId</c> or
/// <c>Project</c>; streams whose events do not say it are named here.
/// </summary>
/// <param name="Project">Its events are seen.</param>
/// <param name="Streams">Of the events without a project, only these are seen, or all but these.</param>
/// <param name="OnlyStreams">Which of the two.</param>
public sealed record EventReach(int Project, IReadOnlyList<string> Streams, bool OnlyStreams);
