using Dashboard.Access;
using Dashboard.Ingest.Http;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry.Writing;
using Grpc.Core;

namespace Dashboard.Ingest.Grpc;

/// <summary>One signal's gRPC service. What it receives goes the way of OTLP/HTTP; only the answers have other words.</summary>
internal sealed class ExportService<T>(SignalExport<T> signal, BodyBudget budget)
{
    public async Task<byte[]> ExportAsync(byte[] body, ServerCallContext call)
    {
        // Its memory stays counted until the commit, as that of bodies over HTTP does.
        if (!budget.TryTake(body.Length))
        {
            throw Busy(RequestRefusedException.Busy().RetryAfter!.Value);
        }

        try
        {
            var project = call.GetHttpContext().User.Project();
            var (result, rejected) = await signal.StoreAsync(body, OtlpEncoding.Protobuf, project, call.CancellationToken);
            return result switch
            {
                WriteResult.Overloaded overloaded => throw Busy(overloaded.RetryAfter),
                WriteResult.Unavailable away =>
                    throw GrpcReply.Exception(StatusCode.Unavailable, away.Reason, away.RetryAfter),
                _ => OtlpReply.Success(OtlpEncoding.Protobuf, signal.Signal.CountName, rejected),
            };
        }
        catch (OtlpFormatException e)
        {
            throw GrpcReply.Exception(e.TooLarge ? StatusCode.ResourceExhausted : StatusCode.InvalidArgument, e.Message);
        }
        finally
        {
            budget.Return(body.Length);
        }
    }

    private static RpcException Busy(TimeSpan wait) => GrpcReply.Exception(
        StatusCode.ResourceExhausted, "The console is overloaded: send this export again later.", wait);
}
