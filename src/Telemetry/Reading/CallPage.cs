namespace Dashboard.Telemetry.Reading;

/// <summary>A page of calls, newest first, and where the next one begins (null at the end).</summary>
public sealed record CallPage(IReadOnlyList<CallSummary> Items, string? NextCursor);
