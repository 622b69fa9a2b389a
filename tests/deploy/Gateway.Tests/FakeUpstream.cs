using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.Gateway.Tests;

/// <summary>A provider on a real socket that answers what the test says.</summary>
internal sealed class FakeUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<UpstreamRequestSeen> _seen = new();

    private FakeUpstream()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(http.RequestAborted);
            _seen.Enqueue(new UpstreamRequestSeen(
                http.Request.Path + http.Request.QueryString, body, Copy(http.Request.Headers)));
            await Answer(http);
        });
    }

    /// <summary>How every request is answered.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = http => Reply.JsonAsync(http, 200, Some.ChatAnswer);

    public IReadOnlyList<UpstreamRequestSeen> Seen => [.. _seen];

    public Uri BaseUrl => new(_app.Urls.Single() + "/v1");

    public static async Task<FakeUpstream> StartAsync()
    {
        var upstream = new FakeUpstream();
        await upstream._app.StartAsync(TestContext.Current.CancellationToken);
        return upstream;
    }

    /// <summary>Answers the first requests one after the other, and all later ones with the last.</summary>
    public void AnswerInTurn(params Func<HttpContext, Task>[] answers)
    {
        var next = 0;
        Answer = http => answers[Math.Min(Interlocked.Increment(ref next), answers.Length) - 1](http);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static HeaderDictionary Copy(IHeaderDictionary headers)
    {
        var copy = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            copy[name] = value;
        }

        return copy;
    }
}
