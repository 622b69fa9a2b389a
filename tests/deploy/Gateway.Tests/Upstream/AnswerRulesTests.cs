using System.Net;
using System.Text.Json;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Gateway.Tests.Upstream;

public sealed class AnswerRulesTests : IAsyncLifetime
{
    private const string Json = "content-type: application/json\r\nconnection: close\r\n";

    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await GatewayServer.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n", 101)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 205 Reset Content\r\nconnection: close\r\ncontent-length: 0\r\n\r\n", 205)]
    [InlineData("HTTP/1.1 200 OK\r\n" + Json + "content-length: 0\r\n\r\n", 200)]
    [InlineData("HTTP/1.1 200 OK\r\n" + Json + "\r\n \n", 200)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>Sign in</html>", 200)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\r\n{}", 200)]
    [InlineData("HTTP/1.1 200 OK\r\n" + Json + "\r\n<!doctype html><html></html>", 200)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nok", 200)]
    [InlineData("HTTP/1.1 999 Request Denied\r\n" + Json + "content-length: 2\r\n\r\n{}", 999)]
    [InlineData("HTTP/1.1 600 Odd\r\n" + Json + "content-length: 2\r\n\r\n{}", 600)]
    public async Task What_is_no_answer_is_the_providers_fault_and_recorded_as_such(string answer, int status)
    {
        var (error, record) = await AskAsync(answer, Some.ChatRequest);

        Assert.Equal("upstream_invalid_answer", error);
        Assert.Equal((SpanStatus.Error, 502, "invalid_answer"), (record.Status, record.HttpStatus, record.ErrorType));
        Assert.All(record.Attempts, attempt => Assert.Equal(status, attempt.HttpStatus));
        Assert.Equal(3, record.Attempts.Count);
        Assert.Null(record.Tokens);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n" + Json + "content-length: -5\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\n" + Json + "content-length: 99999999999999999999\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\n" + Json + "content-length: 5\r\ncontent-length: 9\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\n" + Json + "transfer-encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n" + Json + "transfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 -20 OK\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("")]
    public async Task A_length_or_a_status_that_cannot_be_is_the_providers_fault(string answer)
    {
        foreach (var request in new[] { Some.ChatRequest, Some.StreamRequest })
        {
            var (error, record) = await AskAsync(answer, request);

            Assert.StartsWith("upstream_", error, StringComparison.Ordinal);
            Assert.Equal((SpanStatus.Error, 502), (record.Status, record.HttpStatus));
            Assert.Null(record.Tokens);
        }
    }

    private async Task<(string? Code, RecordedCall Record)> AskAsync(string answer, string request)
    {
        await using var upstream = new RawUpstream(answer);
        _gateway.Serve(StickyBy.Key, new ServingVersion(
            "v1", 100, "gpt-4o-mini", new ApprovedConnection("raw", upstream.BaseUrl, ApiKeyEnv: null)));

        var response = await _gateway.ChatAsync(request);
        var body = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        return (
            JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("code").GetString(),
            await _gateway.Records.NextAsync());
    }
}
