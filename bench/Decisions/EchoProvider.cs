using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dashboard.Bench.Decisions;

/// <summary>
/// A provider that answers with the name of the model that it was asked for: so the caller sees which version serves.
/// </summary>
internal sealed class EchoProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Url => new(new Uri(_app.Urls.Single()), "v1");

    public static async Task<EchoProvider> StartAsync(CancellationToken ct)
    {
        var provider = new EchoProvider();
        await provider._app.StartAsync(ct);
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext http)
    {
        using var asked = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        await http.Response.WriteAsJsonAsync(
            new
            {
                id = "chatcmpl-bench",
                @object = "chat.completion",
                model = asked.RootElement.GetProperty("model").GetString(),
                choices = new[]
                {
                    new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = "Hello!" } },
                },
                usage = new { prompt_tokens = 42, completion_tokens = 17, total_tokens = 59 },
            },
            http.RequestAborted);
    }
}
