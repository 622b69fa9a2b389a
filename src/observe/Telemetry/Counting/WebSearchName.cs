namespace Dashboard.Telemetry.Counting;

/// <summary>
/// Names of how often the provider searched the web for an answer: <c>server_tool_use.web_search_requests</c>
/// (Anthropic), <c>web_searches</c>, <c>webSearchRequests</c>.
/// </summary>
internal static class WebSearchName
{
    private const string Web = "web";
    private const string Search = "search";

    // What a search used or cost is no number of searches.
    private static readonly string[] s_others = ["token", "cost", "price", "usd", "size", "content"];

    /// <param name="path">The name, or the names down to a member of nested objects, joined by dots.</param>
    public static bool Is(ReadOnlySpan<char> path)
    {
        var at = path.IndexOf(Web, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return false;
        }

        var rest = path[(at + Web.Length)..];
        var isJoined = rest.Length > 0 && !char.IsAsciiLetterOrDigit(rest[0]);
        return (isJoined ? rest[1..] : rest).StartsWith(Search, StringComparison.OrdinalIgnoreCase)
            && !IsOther(path);
    }

    private static bool IsOther(ReadOnlySpan<char> path)
    {
        foreach (var word in s_others)
        {
            if (path.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
