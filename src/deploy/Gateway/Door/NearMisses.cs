using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Door;

/// <summary>
/// Knows the path that was meant by one that is not served: without <c>/v1</c> or with two, with a letter too few, as
/// Azure's and Ollama's clients write it.
/// </summary>
internal static class NearMisses
{
    private const int MostSlips = 2;

    /// <summary>What clients of other interfaces call the same.</summary>
    private static readonly Dictionary<string, string> _elsewhere = new(StringComparer.Ordinal)
    {
        ["chat"] = "/v1/chat/completions",
        ["generate"] = "/v1/chat/completions",
        ["generatecontent"] = "/v1/chat/completions",
        ["streamgeneratecontent"] = "/v1/chat/completions",
        ["complete"] = "/v1/completions",
        ["embed"] = "/v1/embeddings",
        ["embedcontent"] = "/v1/embeddings",
        ["tags"] = "/v1/models",
    };

    /// <summary>Paths outside <c>/v1</c> at which misled clients knock; none of them is a page.</summary>
    public static IReadOnlyList<string> Doors { get; } =
    [
        .. Surfaces.All.Select(surface => surface.Path()["/v1".Length..]),
        "/openai/{**path}",
        "/v1beta/{**path}",
        "/api/v1/{**path}",
        "/api/chat",
        "/api/generate",
        "/api/embed",
        "/api/embeddings",
        "/api/tags",
    ];

    /// <summary>The path that was meant; null where there is no telling.</summary>
    public static string? Meant(PathString path)
    {
        var parts = (path.Value ?? "").ToLowerInvariant()
            .Split(['/', ':'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
        {
            return null;
        }

        // Whatever leads there, what is wanted stands at the end.
        var end = parts.Length == 1 ? parts[0] : parts[^2] + "/" + parts[^1];
        return Served(end) ?? Served(parts[^1]) ?? _elsewhere.GetValueOrDefault(parts[^1]);
    }

    private static string? Served(string end)
    {
        var known = Surfaces.All.Select(surface => surface.Path()).Append("/v1/models")
            .Select(path => (Path: path, Slips: Slips(path["/v1/".Length..], end)))
            .MinBy(candidate => candidate.Slips);
        return known.Slips <= MostSlips ? known.Path : null;
    }

    /// <summary>Letters to add, drop or change (Levenshtein).</summary>
    private static int Slips(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > MostSlips)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (corner, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                left = Math.Min(Math.Min(above, left) + 1, corner + (one[i - 1] == other[j - 1] ? 0 : 1));
                (corner, row[j]) = (above, left);
            }
        }

        return row[^1];
    }
}
