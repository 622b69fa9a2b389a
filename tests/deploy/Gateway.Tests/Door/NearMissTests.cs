using System.Net;
using Dashboard.Gateway.Door;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class NearMissTests : IAsyncLifetime
{
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await GatewayServer.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/chat/completions", "POST /v1/chat/completions")]
    [InlineData("/completions", "POST /v1/completions")]
    [InlineData("/responses", "POST /v1/responses")]
    [InlineData("/embeddings", "POST /v1/embeddings")]
    [InlineData("/v1/chat/completion", "POST /v1/chat/completions")]
    [InlineData("/v1/chat/complétions", "POST /v1/chat/completions")]
    [InlineData("/v1/chat", "POST /v1/chat/completions")]
    [InlineData("/v1/completion", "POST /v1/completions")]
    [InlineData("/v1/response", "POST /v1/responses")]
    [InlineData("/v1/embedding", "POST /v1/embeddings")]
    [InlineData("/v1/model", "GET /v1/models")]
    [InlineData("/v1/v1/chat/completions", "POST /v1/chat/completions")]
    [InlineData("/v1//chat/completions", "POST /v1/chat/completions")]
    [InlineData("/v1/openai/chat/completions", "POST /v1/chat/completions")]
    [InlineData("/v1/engines/gpt-4/completions", "POST /v1/completions")]
    [InlineData("/openai/v1/chat/completions", "POST /v1/chat/completions")]
    [InlineData("/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21", "POST /v1/chat/completions")]
    [InlineData("/openai/deployments/ada/embeddings?api-version=2024-10-21", "POST /v1/embeddings")]
    [InlineData("/v1beta/models/gemini-2.5-flash:generateContent", "POST /v1/chat/completions")]
    [InlineData("/api/v1/chat/completions", "POST /v1/chat/completions")]
    [InlineData("/api/chat", "POST /v1/chat/completions")]
    public async Task A_path_that_is_nearly_right_is_told_the_right_one(string path, string meant)
    {
        var response = await _gateway.PostAsync(path, Some.ChatRequest);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains($"Use '{meant}'", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/files")]
    [InlineData("/v1/fine_tuning/jobs")]
    [InlineData("/openai/deployments")]
    public void There_is_no_telling_of_others(string path)
    {
        Assert.Null(NearMisses.Meant(path));
    }
}
