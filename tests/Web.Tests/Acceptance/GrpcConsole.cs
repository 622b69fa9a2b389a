using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>A console that takes OTLP/gRPC too.</summary>
public sealed class GrpcConsole : IAsyncLifetime
{
    /// <summary>The console.</summary>
    public TestConsole Console { get; } = new() { Grpc = $"127.0.0.1:{FreePort()}" };

    /// <summary>Where exporters send.</summary>
    public Uri Url => new($"http://{Console.Grpc}");

    public ValueTask InitializeAsync() => Console.InitializeAsync();

    public ValueTask DisposeAsync() => Console.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
