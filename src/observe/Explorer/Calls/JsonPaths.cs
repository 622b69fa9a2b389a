using System.Text.Json;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Explorer.Calls;

/// <summary>JSON as lines of path and value, so that it can be searched.</summary>
internal static class JsonPaths
{
    private const int MaxDepth = 32;

    /// <summary>The leaves whose path or value holds the words, case-insensitive; none when the text is no JSON.</summary>
    public static IReadOnlyList<(string Path, string Value)> Find(string json, string words)
    {
        if (JsonMembers.Parse(json) is not { } root)
        {
            return [];
        }

        var leaves = new List<(string Path, string Value)>();
        Add(root, "", 0, leaves);
        return
        [
            .. leaves.Where(leaf => leaf.Path.Contains(words, StringComparison.OrdinalIgnoreCase)
                || leaf.Value.Contains(words, StringComparison.OrdinalIgnoreCase)),
        ];
    }

    private static void Add(JsonElement value, string path, int depth, List<(string, string)> leaves)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var member in value.EnumerateObject())
                {
                    Add(member.Value, path.Length == 0 ? member.Name : $"{path} › {member.Name}", depth + 1, leaves);
                }

                break;
            case JsonValueKind.Array when depth < MaxDepth:
                foreach (var (i, item) in value.EnumerateArray().Index())
                {
                    Add(item, $"{path} › {i}", depth + 1, leaves);
                }

                break;
            default:
                leaves.Add((path, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
                break;
        }
    }
}
