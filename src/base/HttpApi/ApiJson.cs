using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Telemetry.Api;

/// <summary>How the public interface writes JSON: snake_case, nulls said, enums as lower-case words.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
