using System.Globalization;
using System.Text.Json;

namespace Dashboard.Texts;

/// <summary>Finds where in JSON a text holds NUL, so that it can be refused by name.</summary>
public static class NulPath
{
    /// <summary>The first such member, as <c>split[0].version</c>; null where there is none.</summary>
    public static string? Of(JsonElement json) => Find(json, "");

    private static string? Find(JsonElement json, string path)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return json.GetString()!.Contains('\0') ? path : null;
            case JsonValueKind.Array:
                return json.EnumerateArray()
                    .Select((item, i) => Find(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
                    .FirstOrDefault(found => found is not null);
            case JsonValueKind.Object:
                return json.EnumerateObject()
                    .Select(member => member.Name.Contains('\0') ? path : Find(member.Value, Join(path, member.Name)))
                    .FirstOrDefault(found => found is not null);
            default:
                return null;
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
