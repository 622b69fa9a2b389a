using Dashboard.Events;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>An observation whose newest version is no span yet.</summary>
/// <param name="Project">Whose it is.</param>
/// <param name="Id">Its id as Langfuse's client made it.</param>
/// <param name="Trace">The id of its trace; null while nobody named it.</param>
/// <param name="Version">What is to be written.</param>
/// <param name="WrittenStart">The start of the span that an earlier version became; null before the first.</param>
/// <param name="WrittenTrace">The trace of that span.</param>
/// <param name="HasFailed">Whether it was tried before, in vain.</param>
internal sealed record OpenObservation(
    ProjectId Project, string Id, string? Trace, long Version, DateTimeOffset? WrittenStart, Guid? WrittenTrace, bool HasFailed);
