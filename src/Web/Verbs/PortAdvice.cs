using Dashboard.Ingest.Grpc;

namespace Dashboard.Web.Verbs;

/// <summary>Says which setting to change when the server cannot listen where it should.</summary>
internal static class PortAdvice
{
    /// <param name="fault">What the server said; it names the address.</param>
    /// <param name="grpc">Where OTLP/gRPC should listen.</param>
    public static string Of(string fault, OtlpGrpcOptions grpc) =>
        grpc.Url is { } url && fault.Contains(url, StringComparison.OrdinalIgnoreCase)
            ? $"{fault} OTLP/gRPC should listen there: set {OtlpGrpcOptions.ListenSetting} to another address, or to "
                + $"'{OtlpGrpcOptions.Off}'."
            : $"{fault} Set {WebOptions.UrlSetting} to another address.";
}
