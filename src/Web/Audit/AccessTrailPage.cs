using Dashboard.Telemetry.Trail;

namespace Dashboard.Web.Audit;

/// <summary>A part of the record of who read content.</summary>
/// <param name="Items">The readings, the newest first.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> to go on; null at the end.</param>
internal sealed record AccessTrailPage(IReadOnlyList<AccessTrailPage.Item> Items, long? NextCursor)
{
    public static AccessTrailPage Of(IReadOnlyList<AccessNote> found, int limit) => new(
        [.. found.Take(limit).Select(note =>
            new Item(note.Id, note.At.ToUniversalTime(), note.Project.Value, note.Actor, note.Kind, note.What))],
        found.Count > limit ? found[limit - 1].Id : null);

    /// <summary>One reading.</summary>
    internal sealed record Item(long Id, DateTimeOffset At, int Project, string Actor, AccessKind Kind, string What);
}
