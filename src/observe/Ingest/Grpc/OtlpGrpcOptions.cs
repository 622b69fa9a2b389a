using Microsoft.Extensions.Configuration;

namespace Dashboard.Ingest.Grpc;

/// <summary>Where OTLP/gRPC is received.</summary>
public sealed record OtlpGrpcOptions
{
    /// <summary>The setting that holds <see cref="Listen"/>.</summary>
    public const string ListenSetting = "DASHBOARD_OTLP_GRPC";

    /// <summary>Turns the listener off.</summary>
    public const string Off = "off";

    /// <summary>Host and port, such as <c>0.0.0.0:4317</c>; or <see cref="Off"/>.</summary>
    [ConfigurationKeyName(ListenSetting)]
    public string Listen { get; init; } = "127.0.0.1:4317";

    /// <summary>The address for the server; null when the listener is off, or <see cref="Listen"/> is no address.</summary>
    public string? Url => IsOff || Address is null ? null : WithScheme;

    /// <summary>The port; null as above.</summary>
    public int? Port => IsOff ? null : Address?.Port;

    internal bool IsOff => string.Equals(Listen, Off, StringComparison.OrdinalIgnoreCase);

    private string WithScheme => Listen.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? Listen : $"http://{Listen}";

    /// <summary>Kestrel's own "every address" is no URI.</summary>
    private Uri? Address => Uri.TryCreate(
        WithScheme.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal),
        UriKind.Absolute,
        out var address)
        && address is { AbsolutePath: "/", Port: > 0 } && HasPort
        ? address
        : null;

    private bool HasPort => Listen[(Listen.LastIndexOf(':') + 1)..].TrimEnd('/') is { Length: > 0 } port
        && port.All(char.IsAsciiDigit);
}
