using System.Net;
using System.Text;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>A provider that answers with the user's own text, cut anywhere in a stream.</summary>
internal sealed class AnyTextProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AnyTextProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string BaseUrl => _app.Urls.Single() + "/v1";

    public static async Task<AnyTextProvider> StartAsync()
    {
        var provider = new AnyTextProvider();
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var raw = Encoding.UTF8.GetString(body.ToArray());
        var (start, end) = (raw.LastIndexOf("\"content\":", StringComparison.Ordinal) + 10, raw.LastIndexOf(" }]", StringComparison.Ordinal));
        var text = raw[start..end];
        var isStream = LenientJson.ParseElement(raw).GetProperty("stream").GetBoolean();
        const string Usage = "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}";
        http.Response.ContentType = isStream ? "text/event-stream" : "application/json";
        await http.Response.WriteAsync(
            isStream
                ? string.Concat(Cut(text).Select(piece =>
                    $"data: {{\"id\":{text},\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{piece}}}}}]}}\n\n"))
                    + $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"\\ud83d\"}},\"finish_reason\":{text}}}],{Usage}}}\n\ndata: [DONE]\n\n"
                : $"{{\"id\":{text},\"model\":{text},\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\",\"content\":{text},{text}:1}},\"finish_reason\":\"stop\"}}],{Usage}}}",
            http.RequestAborted);
    }

    /// <summary>Two JSON strings that make the given one, cut between escapes, and so within pairs.</summary>
    private static string[] Cut(string json)
    {
        var at = json.IndexOf("\\u", StringComparison.Ordinal);
        return at < 0 ? [json] : [json[..(at + 6)] + '"', '"' + json[(at + 6)..]];
    }
}
