using System.Text.Json;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>Anthropic's own client notices nothing of the gateway, but for the headers.</summary>
public sealed class AnthropicClientTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await fixture.Admin.PostAsync("/api/models/claude/versions", new
        {
            version = "c1",
            provider = "anthropic",
            connection = "up",
            upstream_model = "claude-sonnet-4-5",
        });
        await fixture.Admin.PutAsync("/api/routes/claude", new
        {
            model = "claude",
            split = new[] { new { version = "c1", weight = 100 } },
            sticky = "none",
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_message_is_answered_with_text_and_usage_and_says_who_served_it()
    {
        var seen = await DoAsync("message");

        Assert.Equal("You said: Hello there", seen.GetProperty("text").GetString());
        Assert.Equal("end_turn", seen.GetProperty("stop").GetString());
        Assert.Equal(20, seen.GetProperty("usage").GetProperty("input_tokens").GetInt32());
        var headers = seen.GetProperty("headers");
        Assert.Equal("claude", headers.GetProperty("x-gateway-route").GetString());
        Assert.Equal("c1", headers.GetProperty("x-gateway-model-version").GetString());

        // 20 x $3, 16 x $0.30, 6 x $3.75 and 17 x $15 per million.
        Assert.Equal("0.0003423", headers.GetProperty("x-gateway-cost-usd").GetString());

        // The client's own word for the interface that it speaks.
        Assert.Equal("2026-10-21", fixture.Provider.LastHeaders["anthropic-version"].ToString());
        Assert.DoesNotContain(fixture.Provider.LastHeaders, header =>
            header.Value.ToString().Contains(DashboardServer.AdminKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_arrives_whole()
    {
        var seen = await DoAsync("stream");

        Assert.Equal("You said: Hello there", seen.GetProperty("text").GetString());
        Assert.Equal("end_turn", seen.GetProperty("stop").GetString());
        Assert.Equal(17, seen.GetProperty("usage").GetProperty("output_tokens").GetInt32());
        Assert.Equal("message_stop", seen.GetProperty("types").EnumerateArray().Last().GetString());
    }

    [Theory]
    [InlineData("unknown", "NotFoundError", 404)]
    [InlineData("fail 400", "BadRequestError", 400)]
    public async Task An_error_is_the_clients_own_of_its_kind(string asked, string kind, int status)
    {
        var seen = await DoAsync("fail", asked);

        Assert.Equal((kind, status), (seen.GetProperty("kind").GetString(), seen.GetProperty("status").GetInt32()));
    }

    private Task<JsonElement> DoAsync(string doing, string argument = "") => OpenAiClient.DoAsync(
        doing, fixture.Server.Url, DashboardServer.AdminKey, Cancel, argument, script: "anthropic.mjs");
}
