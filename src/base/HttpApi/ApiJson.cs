using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.HttpApi;

/// <summary>How the public interface writes JSON: snake_case, nulls said, enums as lower-case words.</summary>
public static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
