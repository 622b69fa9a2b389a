namespace Dashboard.Telemetry.Reading;

/// <summary>A page of calls, newest first, and where the next one begins (null at the end).</summary>
/// <remarks>A page may hold fewer calls than asked for, even none, and yet have a next one: see <see cref="Reach"/>.</remarks>
public sealed record CallPage(IReadOnlyList<CallSummary> Items, string? NextCursor)
{
    /// <summary>How far back was looked, and how.</summary>
    public CallReach Reach { get; init; } = new();
}
