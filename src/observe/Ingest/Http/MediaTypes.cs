using Dashboard.Ingest.Wire;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Ingest.Http;

/// <summary>The media types of OTLP/HTTP. Parameters such as a charset are ignored.</summary>
internal static class MediaTypes
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    /// <summary>Null when the type is neither.</summary>
    public static OtlpEncoding? Encoding(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            return null;
        }

        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            Protobuf or "application/protobuf" => OtlpEncoding.Protobuf,
            Json => OtlpEncoding.Json,
            _ => null,
        };
    }

    /// <summary>The type of an answer in that encoding.</summary>
    public static string Of(OtlpEncoding encoding) => encoding == OtlpEncoding.Protobuf ? Protobuf : Json;
}
