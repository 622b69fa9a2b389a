using Dashboard.Access;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Ingest.Http;

/// <summary>
/// Receives the exports of one signal: reads, decodes, stores, and answers 200 only after the commit. What the sender
/// can mend is a 4xx that says how; what passes by itself is 429 or 503 with <c>Retry-After</c>, on which exporters
/// come again. A sender that hangs up is neither.
/// </summary>
internal sealed partial class OtlpReceiver<T>(
    SignalExport<T> signal, BodyReader bodies, ILogger<OtlpReceiver<T>> logger)
{
    public async Task ReceiveAsync(HttpContext http)
    {
        try
        {
            await ExportAsync(http);
        }
        catch (RequestRefusedException e)
        {
            await OtlpErrors.WriteAsync(http, e.Status, e.Message, e.RetryAfter);
        }
        catch (OtlpFormatException e)
        {
            var status = e.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
            await OtlpErrors.WriteAsync(http, status, e.Message);
        }
        catch (InvalidDataException)
        {
            await OtlpErrors.WriteAsync(
                http, StatusCodes.Status400BadRequest,
                "The body is not what its Content-Encoding says: the compressed data is corrupt.");
        }
        catch (BadHttpRequestException e) when (!http.RequestAborted.IsCancellationRequested)
        {
            await OtlpErrors.WriteAsync(http, e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException
            && http.RequestAborted.IsCancellationRequested)
        {
            LogHungUp(logger, typeof(T).Name);
        }
    }

    private async Task ExportAsync(HttpContext http)
    {
        if (MediaTypes.Encoding(http.Request.ContentType) is not { } encoding)
        {
            throw RequestRefusedException.Unsupported(
                $"The Content-Type is not supported. Accepted: {MediaTypes.Protobuf}, {MediaTypes.Json}.");
        }

        if (signal.BusyFor is { } pause)
        {
            await RefuseAsync(http, pause);
            return;
        }

        // Its memory stays counted until the commit, which bounds the decoded records too.
        using var body = await bodies.ReadAsync(http.Request, http.RequestAborted);
        var (result, rejected) = await signal.StoreAsync(
            body.Memory, encoding, http.User.Project(), http.RequestAborted);
        switch (result)
        {
            case WriteResult.Overloaded overloaded:
                await RefuseAsync(http, overloaded.RetryAfter);
                break;
            case WriteResult.Unavailable unavailable:
                await OtlpErrors.WriteAsync(
                    http, StatusCodes.Status503ServiceUnavailable, unavailable.Reason, unavailable.RetryAfter);
                break;
            default:
                await AcceptAsync(http, encoding, rejected);
                break;
        }
    }

    private static Task RefuseAsync(HttpContext http, TimeSpan pause) => OtlpErrors.WriteAsync(
        http, StatusCodes.Status429TooManyRequests, "The console is overloaded: send this export again later.", pause);

    private async Task AcceptAsync(HttpContext http, OtlpEncoding encoding, Rejections rejected)
    {
        var reply = OtlpReply.Success(encoding, signal.Signal.CountName, rejected);
        http.Response.ContentType = MediaTypes.Of(encoding);
        http.Response.ContentLength = reply.Length;
        await http.Response.Body.WriteAsync(reply, http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "An exporter hung up before its {Signal} export was answered")]
    private static partial void LogHungUp(ILogger logger, string signal);
}
