using System.Net;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

/// <summary>Providers that fall silent. What comes before the silence comes in one piece, so that no wait decides.</summary>
public sealed class SilentStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(300);
    private static readonly string _hello = Some.Chunk("""{"content":"Hel"}""");

    private FakeUpstream _upstream = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _upstream = await FakeUpstream.StartAsync();

    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Fact]
    public async Task A_provider_that_falls_silent_after_its_own_error_is_not_given_a_second_one()
    {
        const string error = "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":503}}\n\n";
        var left = new TaskCompletionSource();
        _upstream.Answer = Reply.StreamUntilLeft(left, _hello + error);
        await using var gateway = await GatewayAsync(new GatewayOptions { IdleTimeout = _soon });

        var body = await (await gateway.ChatAsync(Some.StreamRequest)).Content.ReadAsStringAsync(Cancel);

        await left.Task.WaitAsync(Cancel);
        Assert.Equal(_hello + error, body);
        Assert.Equal("503", (await gateway.Records.NextAsync()).ErrorType);
    }

    [Fact]
    public async Task A_provider_that_falls_silent_within_a_stream_ends_it_with_a_timeout()
    {
        var left = new TaskCompletionSource();
        _upstream.Answer = Reply.StreamUntilLeft(left, _hello);
        await using var gateway = await GatewayAsync(new GatewayOptions { IdleTimeout = _soon });

        var body = await (await gateway.ChatAsync(Some.StreamRequest)).Content.ReadAsStringAsync(Cancel);

        await left.Task.WaitAsync(Cancel);
        Assert.Contains("upstream_timeout", body, StringComparison.Ordinal);
        Assert.Equal("timeout", (await gateway.Records.NextAsync()).ErrorType);
    }

    [Fact]
    public async Task A_provider_that_never_begins_a_stream_is_given_up_with_504()
    {
        _upstream.Answer = Reply.SilentAsync;
        await using var gateway = await GatewayAsync(new GatewayOptions { FirstByteTimeout = _soon });

        var response = await gateway.ChatAsync(Some.StreamRequest);

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Single(_upstream.Seen);
    }

    private async Task<GatewayServer> GatewayAsync(GatewayOptions options)
    {
        var gateway = await GatewayServer.StartAsync(options);
        gateway.Serve(_upstream);
        return gateway;
    }
}
