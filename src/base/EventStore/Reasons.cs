namespace Dashboard.EventStore;

/// <summary>Why somebody decided, in their words. It stays in the audit log for good.</summary>
public static class Reasons
{
    /// <summary>In characters.</summary>
    public const int Longest = 500;

    /// <summary>What is wrong with a reason; null for nothing, also where none is given.</summary>
    public static string? Fault(string? reason) =>
        reason?.Length > Longest ? $"'reason' may have at most {Longest} characters." : null;
}
