using System.Text;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class StreamTests : IAsyncLifetime
{
    private const string Done = "data: [DONE]\n\n";

    private static readonly string _hello = Some.Chunk("""{"content":"Hel"}""");
    private static readonly string _end = Some.Chunk("{}", "\"stop\"");

    private FakeUpstream _upstream = null!;
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayServer.StartAsync(new GatewayOptions
        {
            RetryDelay = TimeSpan.FromMilliseconds(1),
        });
        _gateway.Serve(_upstream);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_asked_for_usage_gets_every_byte()
    {
        string[] pieces = [": hi\n\n", _hello, _end, Some.UsageChunk(), Done];
        _upstream.Answer = Reply.Stream(pieces);

        var response = await _gateway.ChatAsync(Some.StreamRequestWithUsage);

        Assert.Equal(string.Concat(pieces), await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("no", response.Headers.GetValues("x-accel-buffering").Single());
        Assert.Equal("1", response.Headers.GetValues("x-gateway-attempts").Single());
        Assert.False(response.Headers.Contains("x-gateway-cost-usd"));
        Assert.Equal(
            Some.StreamRequestWithUsage.Replace("gus", "gpt-4o-mini", StringComparison.Ordinal), _upstream.Seen[0].Body);
    }

    [Fact]
    public async Task A_client_that_did_not_ask_for_usage_gets_none_and_it_is_recorded_all_the_same()
    {
        _upstream.Answer = Reply.Stream(
            Some.Chunk("""{"role":"assistant","content":""}""", usage: "null"),
            Some.Chunk("""{"content":"Hel"}""", usage: "null"),
            Some.Chunk("""{"content":"lo"}""", usage: "null"),
            Some.Chunk("{}", "\"stop\"", usage: "null"),
            Some.UsageChunk(),
            Done);

        var body = await (await _gateway.ChatAsync(Some.StreamRequest)).Content.ReadAsStringAsync(Cancel);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(
            Some.Chunk("""{"role":"assistant","content":""}""") + _hello + Some.Chunk("""{"content":"lo"}""") + _end + Done,
            body);
        Assert.True(JsonDocument.Parse(_upstream.Seen[0].Body).RootElement
            .GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
        Assert.Equal((42L, 17L), (record.Tokens!.Value.Input, record.Tokens.Value.Output));
        Assert.Equal(UsageSource.Gateway, record.UsageSource);
        Assert.Equal("""[{"role":"assistant","content":"Hello"}]""", record.Output);
        Assert.Equal("stop", record.FinishReason);
        Assert.NotNull(record.TimeToFirstTokenMicros);
        Assert.True(record.TimeToFirstByteMicros <= record.TimeToFirstTokenMicros);
        Assert.True(record.Streamed);
    }

    [Fact]
    public async Task Usage_in_the_last_chunk_with_choices_is_read_and_the_chunk_kept()
    {
        var last = Some.Chunk("{}", "\"stop\"", Some.ChatUsage);
        _upstream.Answer = Reply.Stream(_hello, last, Done);

        var body = await (await _gateway.ChatAsync(Some.StreamRequest)).Content.ReadAsStringAsync(Cancel);

        Assert.Equal(_hello + last + Done, body);
        Assert.Equal(17, (await _gateway.Records.NextAsync()).Tokens?.Output);
    }

    [Fact]
    public async Task Tool_calls_are_put_together()
    {
        _upstream.Answer = Reply.Stream(
            Some.Chunk("""{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}"""),
            Some.Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"ci"}}]}"""),
            Some.Chunk("""{"tool_calls":[{"index":0,"function":{"arguments":"ty\":\"Paris\"}"}}]}"""),
            Some.Chunk("{}", "\"tool_calls\""),
            Done);

        await (await _gateway.ChatAsync(Some.StreamRequest)).Content.ReadAsStringAsync(Cancel);
        var record = await _gateway.Records.NextAsync();

        var function = JsonDocument.Parse(record.Output!).RootElement[0].GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("weather", function.GetProperty("name").GetString());
        Assert.Equal("""{"city":"Paris"}""", function.GetProperty("arguments").GetString());
        Assert.Equal("tool_calls", record.FinishReason);
        Assert.NotNull(record.TimeToFirstTokenMicros);
    }

    [Fact]
    public async Task A_piece_is_passed_on_before_the_next_one_comes()
    {
        var left = new TaskCompletionSource();
        _upstream.Answer = Reply.StreamUntilLeft(left, _hello);

        using var response = await _gateway.ChatAsync(Some.StreamRequest);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        var buffer = new byte[_hello.Length];
        await stream.ReadExactlyAsync(buffer, Cancel);

        Assert.Equal(_hello, Encoding.UTF8.GetString(buffer));
    }

    [Fact]
    public async Task A_client_that_leaves_takes_the_provider_with_it_and_is_no_failure_of_the_model()
    {
        var left = new TaskCompletionSource();
        await using var gateway = await GatewayServer.StartAsync();
        gateway.Serve(_upstream);
        _upstream.Answer = Reply.StreamUntilLeft(left, _hello, Some.Chunk("""{"content":"lo, how are you?"}"""));

        using (var response = await gateway.ChatAsync(Some.StreamRequest))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
            await stream.ReadExactlyAsync(new byte[_hello.Length], Cancel);
        }

        await left.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        var record = await gateway.Records.NextAsync();
        Assert.Equal((SpanStatus.ClientAbort, 499), (record.Status, record.HttpStatus));
        Assert.Equal(UsageSource.Estimated, record.UsageSource);
        Assert.InRange(record.Tokens!.Value.Output, 1, 10);
        Assert.Equal("client_abort", Assert.Single(record.Attempts).Error);
    }

    [Fact]
    public async Task A_provider_that_breaks_off_ends_the_stream_with_an_error_and_without_done()
    {
        var told = new TaskCompletionSource();
        _upstream.Answer = Reply.StreamThenBreak(told.Task, _hello);

        using var response = await _gateway.ChatAsync(Some.StreamRequest);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        var first = new char[_hello.Length];
        await reader.ReadBlockAsync(first, Cancel);
        told.SetResult();
        var body = await reader.ReadToEndAsync(Cancel);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(_hello, new string(first));
        Assert.StartsWith("data: {\"error\":", body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", body, StringComparison.Ordinal);
        Assert.Equal((SpanStatus.Error, "broken"), (record.Status, record.ErrorType));
        Assert.Single(_upstream.Seen);
    }

    [Fact]
    public async Task A_stream_that_just_ends_is_not_taken_for_a_whole_answer()
    {
        _upstream.Answer = Reply.Stream(_hello);

        var body = await (await _gateway.ChatAsync(Some.StreamRequest)).Content.ReadAsStringAsync(Cancel);

        Assert.Contains("upstream_broken", body, StringComparison.Ordinal);
        Assert.Equal(SpanStatus.Error, (await _gateway.Records.NextAsync()).Status);
    }

    [Fact]
    public async Task An_error_that_the_provider_sends_in_its_stream_is_passed_on_and_recorded()
    {
        const string error = "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":503}}\n\n";
        _upstream.Answer = Reply.Stream(_hello, error);

        var body = await (await _gateway.ChatAsync(Some.StreamRequest)).Content.ReadAsStringAsync(Cancel);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(_hello + error, body);
        Assert.Equal((SpanStatus.Error, "503", "overloaded"), (record.Status, record.ErrorType, record.StatusMessage));
    }

    [Fact]
    public async Task A_stream_in_pieces_of_one_byte_arrives_whole()
    {
        var whole = _hello.Replace("\n", "\r\n", StringComparison.Ordinal)
            + Some.Chunk("""{"content":"é😀"}""", usage: "null") + _end + Some.UsageChunk() + Done;
        _upstream.Answer = async http =>
        {
            http.Response.ContentType = "text/event-stream";
            foreach (var b in Encoding.UTF8.GetBytes(whole))
            {
                await http.Response.Body.WriteAsync(new[] { b }, http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        };

        var body = await (await _gateway.ChatAsync(Some.StreamRequest)).Content.ReadAsStringAsync(Cancel);

        Assert.Equal(
            _hello.Replace("\n", "\r\n", StringComparison.Ordinal) + Some.Chunk("""{"content":"é😀"}""") + _end + Done, body);
        Assert.Equal("Helé😀", JsonDocument.Parse((await _gateway.Records.NextAsync()).Output!)
            .RootElement[0].GetProperty("content").GetString());
    }
}
