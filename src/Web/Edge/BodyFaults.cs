using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.HttpApi;

namespace Dashboard.Web.Edge;

/// <summary>Says which field of a request could not be read, of what the framework found out about it.</summary>
internal static partial class BodyFaults
{
    /// <summary>From field to what is wrong with it; null where the framework names none.</summary>
    public static Dictionary<string, string[]>? Of(BadHttpRequestException bad) => bad.InnerException switch
    {
        JsonException { Path: { Length: > 0 } path } json when path != "$" => new() { [Field(path)] = [Text(json)] },
        JsonException json => new() { [FieldFault.Body] = [Text(json)] },
        _ when Parameter().Match(bad.Message) is { Success: true } match =>
            new() { [match.Groups["name"].Value] = [$"must be {match.Groups["type"].Value}, not what was given"] },
        _ when Missing().Match(bad.Message) is { Success: true } match =>
            new() { [match.Groups["place"].Value == "body" ? FieldFault.Body : match.Groups["name"].Value] = [bad.Message] },
        _ when bad.StatusCode == StatusCodes.Status400BadRequest => new() { [FieldFault.Body] = [bad.Message] },
        _ => null,
    };

    /// <summary><c>$.split[0].version</c> as <c>split[0].version</c>.</summary>
    private static string Field(string path) =>
        path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');

    // The framework's own words end with the path and the place.
    private static string Text(JsonException json) => json.Message.Split(" Path: ")[0];

    [GeneratedRegex("""Required parameter "[^" ]+ (?<name>[^" ]+)" was not provided from (?<place>\w+)""")]
    private static partial Regex Missing();

    [GeneratedRegex("""Failed to bind parameter "(?<type>[^" ]+) (?<name>[^" ]+)" from""")]
    private static partial Regex Parameter();
}
