using System.Text;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Tests;

/// <summary>Answers of a provider.</summary>
internal static class Reply
{
    public static async Task JsonAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["x-request-id"] = "up_1";
        http.Response.Headers["openai-processing-ms"] = "3";
        await http.Response.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>An answer for <see cref="FakeUpstream.Answer"/>.</summary>
    public static Func<HttpContext, Task> Json(int status, string body, params (string Name, string Value)[] headers) =>
        http =>
        {
            foreach (var (name, value) in headers)
            {
                http.Response.Headers[name] = value;
            }

            return JsonAsync(http, status, body);
        };

    public static Func<HttpContext, Task> Error(int status, params (string Name, string Value)[] headers) =>
        Json(status, $$$"""{"error":{"message":"no {{{status}}}","type":"t","param":null,"code":"c"}}""", headers);

    /// <summary>A stream that sends each piece by itself.</summary>
    public static Func<HttpContext, Task> Stream(params string[] pieces) => async http =>
    {
        if (!http.Response.HasStarted)
        {
            http.Response.ContentType = "text/event-stream; charset=utf-8";
        }

        foreach (var piece in pieces)
        {
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(piece), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    };

    /// <summary>A stream that sends the pieces, then waits to be left, and says so.</summary>
    public static Func<HttpContext, Task> StreamUntilLeft(TaskCompletionSource left, params string[] pieces) =>
        async http =>
        {
            await Stream(pieces)(http);
            await using var registration = http.RequestAborted.Register(left.SetResult);
            await left.Task;
        };

    /// <summary>A stream that sends the pieces, then breaks the connection when it is told to.</summary>
    public static Func<HttpContext, Task> StreamThenBreak(Task told, params string[] pieces) => async http =>
    {
        await Stream(pieces)(http);
        await told;
        http.Abort();
    };

    /// <summary>Says nothing until it is left.</summary>
    public static Task SilentAsync(HttpContext http) =>
        Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
}
