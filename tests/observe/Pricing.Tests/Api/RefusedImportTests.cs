using System.Net;
using System.Text;
using Xunit;

namespace Dashboard.Pricing.Tests.Api;

public sealed class RefusedImportTests(PriceConsoleFixture fixture) : IClassFixture<PriceConsoleFixture>
{
    private const string Path = "/api/prices/import";

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{\"a\":", "line 1")]
    [InlineData("{\"a\":1}", "litellm_provider")]
    [InlineData("[]", "genai-prices")]
    [InlineData("{\"m\":{\"litellm_provider\":\"\\ud800\"}}", "Unicode")]
    public async Task What_is_no_list_of_prices_is_refused_and_the_answer_says_why(string body, string expected)
    {
        var response = await fixture.Console.PostAsync(Path, body);
        var problem = await PriceConsole.JsonAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("urn:dashboard:invalid-price-list", problem.GetProperty("type").GetString());
        Assert.Contains(expected, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_date_is_refused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await fixture.Console.PostAsync(Path + "?effective_from=now", "{}")).StatusCode);

    [Fact]
    public async Task Broken_text_is_refused()
    {
        byte[] body = [.. "{\"m\":{\"litellm_provider\":\""u8, 0xC3, 0x28, .. "\"}}"u8];

        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await fixture.Console.SendAsync(HttpMethod.Post, Path, "manage", body)).StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        var huge = Encoding.UTF8.GetBytes(new string(' ', (16 * 1024 * 1024) + 1));

        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await fixture.Console.SendAsync(HttpMethod.Post, Path, "manage", huge)).StatusCode);
    }
}
