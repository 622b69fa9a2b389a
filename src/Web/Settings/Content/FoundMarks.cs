using Dashboard.Telemetry.Content;

namespace Dashboard.Web.Settings.Content;

/// <summary>What a redaction replaced. Pure.</summary>
internal static class FoundMarks
{
    /// <summary>How many finds of each pattern; patterns without one are left out.</summary>
    public static IReadOnlyList<(PiiPattern Pattern, int Count)> In(string before, string after) =>
    [
        .. PiiPattern.All
            .Select(pattern => (Pattern: pattern, Count: Count(after, pattern.Mark) - Count(before, pattern.Mark)))
            .Where(found => found.Count > 0),
    ];

    private static int Count(string text, string mark) => text.Split(mark).Length - 1;
}
