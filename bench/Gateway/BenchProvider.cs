using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Bench.Gateway;

/// <summary>A provider that answers at once: with the same chat every time, but for its id.</summary>
internal sealed class BenchProvider : IAsyncDisposable
{
    private const string Head = """{"id":"chatcmpl-00000000","created":1795000000,"model":"gpt-4o-mini-2024-07-18",""";

    private const string Usage =
        """
        "usage":{"prompt_tokens":42,"completion_tokens":17,"total_tokens":59,
        "prompt_tokens_details":{"cached_tokens":16},"completion_tokens_details":{"reasoning_tokens":4}}
        """;

    private static readonly int _idAt = Head.IndexOf("00000000", StringComparison.Ordinal);

    private static readonly byte[] _whole = Encoding.UTF8.GetBytes(Head
        + """
        "object":"chat.completion","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
        "content":"Hello! Your order is on its way and will be with you on Friday."}}],
        """ + Usage + "}");

    private static readonly byte[][] _events =
    [
        Event("""{"role":"assistant","content":""}"""),
        .. "Hello! Your order is on its way and will be there soon.".Split(' ')
            .Select(word => Event($$"""{"content":"{{word}} "}""")),
        Event("{}", "\"stop\""),
        Encoding.UTF8.GetBytes(
            $"data: {Head}\"object\":\"chat.completion.chunk\",\"choices\":[],{Usage.ReplaceLineEndings("")}}}\n\n"),
        "data: [DONE]\n\n"u8.ToArray(),
    ];

    private readonly WebApplication _app;
    private int _answers;

    private BenchProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    public static async Task<BenchProvider> StartAsync(CancellationToken ct)
    {
        var provider = new BenchProvider();
        await provider._app.StartAsync(ct);
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var number = Interlocked.Increment(ref _answers);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        http.Response.Headers["x-request-id"] = "req_bench";
        if (body.GetBuffer().AsSpan(0, (int)body.Length).IndexOf("\"stream\":true"u8) < 0)
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = _whole.Length;
            await http.Response.Body.WriteAsync(Numbered(_whole, _idAt, number), http.RequestAborted);
            return;
        }

        http.Response.ContentType = "text/event-stream; charset=utf-8";
        foreach (var next in _events)
        {
            await http.Response.Body.WriteAsync(
                next.Length > Head.Length ? Numbered(next, _idAt + "data: ".Length, number) : next,
                http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    private static byte[] Numbered(byte[] template, int at, int number)
    {
        var bytes = template.AsSpan().ToArray();
        Encoding.ASCII.GetBytes(number.ToString("x8", CultureInfo.InvariantCulture), bytes.AsSpan(at));
        return bytes;
    }

    private static byte[] Event(string delta, string finish = "null") => Encoding.UTF8.GetBytes(
        $"data: {Head}\"object\":\"chat.completion.chunk\",\"choices\":[{{\"index\":0,\"delta\":{delta},"
            + $"\"finish_reason\":{finish}}}]}}\n\n");
}
