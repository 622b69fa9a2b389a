using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>
/// A provider with OpenAI's interface on a real socket. It repeats what it was told, or does what the last message asks
/// for: <c>fail 429</c>, <c>redirect</c>, <c>hold</c> (answers once released), <c>endless</c>.
/// </summary>
internal sealed class Provider : IAsyncDisposable
{
    private const int StreamPieceMs = 20;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<long> _leftAt = new();
    private TaskCompletionSource _release = New();
    private int _served;
    private int _holding;

    private Provider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string BaseUrl => _app.Urls.Single() + "/v1";

    /// <summary>Requests that came in.</summary>
    public int Asked => _served;

    /// <summary>Requests that wait to be released.</summary>
    public int Holding => _holding;

    /// <summary>When callers left before the end, in Unix milliseconds.</summary>
    public IReadOnlyCollection<long> LeftAt => _leftAt;

    /// <summary>Where <c>redirect</c> leads.</summary>
    public string RedirectTo { get; set; } = "";

    /// <summary>The headers of the newest request.</summary>
    public IHeaderDictionary LastHeaders { get; private set; } = new HeaderDictionary();

    public static async Task<Provider> StartAsync()
    {
        var provider = new Provider();
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>Lets all go on that hold.</summary>
    public void Release() => Interlocked.Exchange(ref _release, New()).SetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AnswerAsync(HttpContext http)
    {
        var number = Interlocked.Increment(ref _served);
        LastHeaders = new HeaderDictionary(
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value));
        var body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        var request = new ProviderRequest(number, http.Request.Path, body!);
        http.Response.Headers["x-request-id"] = $"up_{number}";
        try
        {
            await AnswerAsync(http, request);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            _leftAt.Enqueue(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }

    private Task AnswerAsync(HttpContext http, ProviderRequest request) => request.Asks.Split(' ') switch
    {
        ["fail", var status] => FailAsync(http, int.Parse(status, null)),
        ["redirect"] => RedirectAsync(http),
        _ when request.Streams => StreamAsync(http, request),
        _ => WholeAsync(http, request),
    };

    private async Task WholeAsync(HttpContext http, ProviderRequest request)
    {
        if (request.Asks == "hold")
        {
            await HoldAsync(http.RequestAborted);
        }

        await WriteAsync(http, 200, ProviderAnswers.Whole(request));
    }

    private async Task StreamAsync(HttpContext http, ProviderRequest request)
    {
        var ct = http.RequestAborted;
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        var holds = request.Asks == "hold" ? HoldAsync(ct) : Task.CompletedTask;
        foreach (var piece in ProviderAnswers.Begin(request))
        {
            await http.Response.WriteAsync(piece, ct);
        }

        while (!holds.IsCompleted || request.Asks == "endless")
        {
            await http.Response.WriteAsync(ProviderAnswers.Piece(request, "more "), ct);
            await Task.Delay(StreamPieceMs, ct);
        }

        foreach (var piece in ProviderAnswers.Rest(request))
        {
            await http.Response.WriteAsync(piece, ct);
            await http.Response.Body.FlushAsync(ct);
        }
    }

    private async Task HoldAsync(CancellationToken ct)
    {
        var release = _release.Task;
        Interlocked.Increment(ref _holding);
        try
        {
            await release.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _holding);
        }
    }

    private static Task FailAsync(HttpContext http, int status)
    {
        http.Response.Headers.RetryAfter = "20";
        return WriteAsync(http, status, new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["message"] = $"The provider says {status}",
                ["type"] = $"type_{status}",
                ["param"] = null,
                ["code"] = $"code_{status}",
            },
        });
    }

    private Task RedirectAsync(HttpContext http)
    {
        http.Response.StatusCode = 307;
        http.Response.Headers.Location = RedirectTo;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext http, int status, JsonNode body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }
}
