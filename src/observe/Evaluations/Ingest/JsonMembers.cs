using System.Globalization;
using System.Text.Json;

namespace Dashboard.Evaluations.Ingest;

/// <summary>Reads members of JSON that clients wrote: what is absent, null or of another kind is null.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member)
            && member.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? member
            : null;

    public static string? Text(this JsonElement json, string name) => json.Member(name)?.AsText();

    public static double? Number(this JsonElement json, string name) => json.Member(name)?.AsNumber();

    /// <summary>Text, or a number or truth value as text; empty text is null.</summary>
    public static string? AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>A finite number, or text that is one.</summary>
    public static double? AsNumber(this JsonElement value)
    {
        double? number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(
                value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => null,
        };
        return number is { } known && double.IsFinite(known) ? known : null;
    }
}
