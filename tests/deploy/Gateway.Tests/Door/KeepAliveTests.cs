using System.Text;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class KeepAliveTests : IAsyncLifetime
{
    private const string Comment = ": keep-alive\n\n";
    private const string Done = "data: [DONE]\n\n";

    private static readonly string _hello = Some.Chunk("""{"content":"Hello"}""");
    private static readonly string _end = Some.Chunk("{}", "\"stop\"");

    private readonly TaskCompletionSource _told = new();
    private FakeUpstream _upstream = null!;
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayServer.StartAsync(new GatewayOptions
        {
            RetryDelay = TimeSpan.FromMilliseconds(1),
            KeepAlive = TimeSpan.FromMilliseconds(50),
        });
        _gateway.Serve(_upstream);
    }

    public async ValueTask DisposeAsync()
    {
        _told.TrySetResult();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_of_a_stream_that_falls_silent_gets_comments_and_every_event(bool wantsUsage)
    {
        _upstream.Answer = async http =>
        {
            await Reply.Stream(_hello)(http);
            await _told.Task;
            await Reply.Stream(_end, Done)(http);
        };

        using var response = await _gateway.ChatAsync(wantsUsage ? Some.StreamRequestWithUsage : Some.StreamRequest);
        var body = await ReadAsync(response, until: _hello + Comment + Comment);

        Assert.Equal(_hello + _end + Done, body.Replace(Comment, "", StringComparison.Ordinal));
        Assert.Equal("v1", response.Headers.GetValues("x-gateway-model-version").Single());
        Assert.Equal(SpanStatus.Ok, (await _gateway.Records.NextAsync()).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Before_the_first_byte_too(bool sendsHeaders)
    {
        _upstream.Answer = async http =>
        {
            if (sendsHeaders)
            {
                await Reply.Stream()(http);
                await http.Response.StartAsync(http.RequestAborted);
            }

            await _told.Task;
            await Reply.Stream(_hello, _end, Done)(http);
        };

        using var response = await _gateway.ChatAsync(Some.StreamRequest);
        var body = await ReadAsync(response, until: Comment + Comment);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(_hello + _end + Done, body.Replace(Comment, "", StringComparison.Ordinal));
        var record = await _gateway.Records.NextAsync();
        Assert.Equal((SpanStatus.Ok, "stop"), (record.Status, record.FinishReason));
    }

    [Fact]
    public async Task What_the_provider_refuses_late_becomes_an_event_of_the_stream()
    {
        _upstream.Answer = async http =>
        {
            await _told.Task;
            await Reply.Error(400)(http);
        };

        using var response = await _gateway.ChatAsync(Some.StreamRequest);
        var body = await ReadAsync(response, until: Comment);

        Assert.Equal(
            "data: {\"error\":{\"message\":\"no 400\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}\n\n",
            body.Replace(Comment, "", StringComparison.Ordinal));
        var record = await _gateway.Records.NextAsync();
        Assert.Equal((SpanStatus.Error, "400", "no 400"), (record.Status, record.ErrorType, record.StatusMessage));
        Assert.Equal(400, Assert.Single(record.Attempts).HttpStatus);
    }

    [Fact]
    public async Task An_event_is_never_cut_in_two_by_a_comment()
    {
        // The second stream tells when comments would have come.
        var begun = new TaskCompletionSource();
        _upstream.AnswerInTurn(
            async http =>
            {
                await Reply.Stream(_hello, _end[..20])(http);
                begun.SetResult();
                await _told.Task;
                await Reply.Stream(_end[20..], Done)(http);
            },
            async http =>
            {
                await begun.Task;
                await Reply.Stream(_hello)(http);
                await _told.Task;
                await Reply.Stream(_end, Done)(http);
            });

        using var cut = await _gateway.ChatAsync(Some.StreamRequestWithUsage);
        using var clock = await _gateway.ChatAsync(Some.StreamRequestWithUsage);
        await ReadAsync(clock, until: _hello + Comment + Comment + Comment);
        var body = await cut.Content.ReadAsStringAsync(Cancel);

        Assert.EndsWith(_end + Done, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_a_silent_stream_is_an_abort()
    {
        var left = new TaskCompletionSource();
        _upstream.Answer = Reply.StreamUntilLeft(left, _hello);
        using (var response = await _gateway.ChatAsync(Some.StreamRequest))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
            await stream.ReadExactlyAsync(new byte[(_hello + Comment).Length], Cancel);
        }

        await left.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        Assert.Equal(SpanStatus.ClientAbort, (await _gateway.Records.NextAsync()).Status);
    }

    /// <summary>Reads to the end, and tells the provider to go on when the text is there.</summary>
    private async Task<string> ReadAsync(HttpResponseMessage response, string until)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        var (text, buffer) = ("", new byte[4096]);
        while (await stream.ReadAsync(buffer, Cancel) is > 0 and var read)
        {
            text += Encoding.UTF8.GetString(buffer, 0, read);
            if (text.Contains(until, StringComparison.Ordinal))
            {
                _told.TrySetResult();
            }
        }

        return text;
    }
}
