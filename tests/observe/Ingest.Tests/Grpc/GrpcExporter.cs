using Dashboard.Ingest.Http;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit;

namespace Dashboard.Ingest.Tests.Grpc;

/// <summary>A client of the three services that sends bytes as they are.</summary>
internal sealed class GrpcExporter(int port) : IDisposable
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

    public async Task<byte[]> ExportAsync(Signal signal, byte[] body, params (string Key, string Value)[] metadata)
    {
        var headers = new Metadata();
        foreach (var (key, value) in metadata)
        {
            headers.Add(key, value);
        }

        return await CallAsync(signal.GrpcService, "Export", body, headers);
    }

    /// <summary>The refusal that an export must meet.</summary>
    public async Task<RpcException> RefusalAsync(
        Signal signal, byte[] body, params (string Key, string Value)[] metadata) =>
        await Assert.ThrowsAsync<RpcException>(() => ExportAsync(signal, body, metadata));

    public async Task<byte[]> CallAsync(string service, string method, byte[] body, Metadata? headers = null)
    {
        using var call = _channel.CreateCallInvoker().AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, service, method, Bytes, Bytes), null,
            new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken), body);
        return await call.ResponseAsync;
    }

    public void Dispose() => _channel.Dispose();
}
