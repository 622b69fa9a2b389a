using System.Text.Json;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Live;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Explorer.Api;

/// <summary>Writes live updates as server-sent events (WHATWG HTML, section 9.2), each flushed as it comes.</summary>
internal sealed class LiveStream(IAsyncEnumerable<LiveUpdate> updates) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        try
        {
            await foreach (var update in updates.WithCancellation(httpContext.RequestAborted))
            {
                await response.WriteAsync(update.IsSnapshot ? "event: snapshot\ndata: " : "event: delta\ndata: ", httpContext.RequestAborted);
                await JsonSerializer.SerializeAsync(
                    response.Body, LiveBody.Of(update), ApiJson.Options, httpContext.RequestAborted);
                await response.WriteAsync("\n\n", httpContext.RequestAborted);
                await response.Body.FlushAsync(httpContext.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
        }
    }
}
