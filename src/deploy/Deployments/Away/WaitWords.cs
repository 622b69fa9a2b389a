namespace Dashboard.Deployments.Away;

/// <summary>Says of a rollback that waits what is so far, why, and what will be.</summary>
internal static class WaitWords
{
    /// <summary>In two sentences, for answers.</summary>
    public static string Note(WaitReason why) =>
        $"In force in this console at once, but not yet on record and not in other consoles, because {Why(why)}. It is "
            + $"kept on disk and put on record when {When(why)}, unless another decision on the route came first.";

    /// <summary>In a line, for pages.</summary>
    public static string Line(WaitReason why) =>
        $"Not yet durable: {Why(why)}. It is in force here and goes on record when {When(why)}.";

    private static string Why(WaitReason why) => why == WaitReason.Slow
        ? "the database has not recorded it in time"
        : "the database is away";

    private static string When(WaitReason why) => why == WaitReason.Slow
        ? "the database takes it"
        : why == WaitReason.Away ? "the database is back" : throw new ArgumentOutOfRangeException(nameof(why));
}
