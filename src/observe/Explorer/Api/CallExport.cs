using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Reading;
using Dashboard.Texts;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Explorer.Api;

/// <summary>
/// Streams matching calls, one a line, as they are read. Ends early when the client leaves; breaks the connection when the
/// database fails, so that half a file never looks like a whole one.
/// </summary>
internal sealed class CallExport(CallQueries calls, CallFilter filter, bool csv, DateTimeOffset now) : IResult
{
    private const int FlushFrom = 64 * 1024;

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var name = string.Create(CultureInfo.InvariantCulture, $"calls-{now:yyyyMMdd'T'HHmmss'Z'}.{(csv ? "csv" : "jsonl")}");
        response.ContentType = csv ? CsvLine.MediaType : "application/jsonl; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.Headers.CacheControl = "no-store";
        var ct = httpContext.RequestAborted;
        try
        {
            await WriteAsync(response, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The client left; there is nobody to tell.
        }
    }

    private async Task WriteAsync(HttpResponse response, CancellationToken ct)
    {
        var writer = response.BodyWriter;
        if (csv)
        {
            CsvLine.Write(writer, CallCsv.Header);
        }

        await writer.FlushAsync(ct);
        var isFirst = true;
        await foreach (var call in calls.ExportAsync(filter, ct))
        {
            if (csv)
            {
                CsvLine.Write(writer, CallCsv.Cells(call));
            }
            else
            {
                await using (var json = new Utf8JsonWriter(writer, new JsonWriterOptions { SkipValidation = true }))
                {
                    JsonSerializer.Serialize(json, ExportedCallBody.Of(call), ApiJson.Options);
                }

                writer.Write(NewLine);
            }

            // The first row goes out at once: it shows that the rest is on its way.
            if (isFirst || writer.UnflushedBytes >= FlushFrom)
            {
                isFirst = false;
                await writer.FlushAsync(ct);
            }
        }

        await writer.FlushAsync(ct);
    }
}
