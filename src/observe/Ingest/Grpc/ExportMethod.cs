using Dashboard.Ingest.Http;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Dashboard.Ingest.Grpc;

/// <summary>
/// Tells gRPC of the service's one method. Messages pass as bytes: our own reader decodes them, with its limits and its
/// patience, in both encodings alike.
/// </summary>
internal sealed class ExportMethod<T>(SignalExport<T> signal) : IServiceMethodProvider<ExportService<T>>
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(
        (bytes, context) => context.Complete(bytes), context => context.PayloadAsNewBuffer());

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ExportService<T>> context) =>
        context.AddUnaryMethod(
            new Method<byte[], byte[]>(MethodType.Unary, signal.Signal.GrpcService, "Export", Bytes, Bytes),
            [],
            (service, body, call) => service.ExportAsync(body, call));
}
