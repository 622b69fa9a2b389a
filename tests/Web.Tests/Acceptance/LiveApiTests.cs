using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Dashboard.Access.Keys;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>The two public forms of the live window: server-sent events and the SignalR hub.</summary>
public sealed class LiveApiTests(TestConsole console) : IClassFixture<TestConsole>
{
    /// <summary>SignalR's JSON protocol ends each message with it.</summary>
    private const char RecordSeparator = '\u001e';

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_sent_events_begin_with_a_snapshot_and_go_on_with_deltas()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        using var answer = await client.GetAsync(
            new Uri("api/live?range=1h", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Ct));

        Assert.Equal("snapshot", (await NextAsync(lines)).GetProperty("kind").GetString());
        using var sent = await client.PostBytesAsync("v1/traces", OtlpJson.Export(OtlpJson.Span()), "application/json");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        JsonElement delta;
        do
        {
            delta = await NextAsync(lines);
        }
        while (delta.GetProperty("metrics").GetProperty("series").GetArrayLength() == 0);
        Assert.Equal("delta", delta.GetProperty("kind").GetString());
        Assert.Equal(1, CallsOf(delta));
    }

    [Fact]
    public async Task An_open_stream_ends_within_seconds_of_its_key()
    {
        using var client = await console.NewProjectAsync("read");
        var key = client.DefaultRequestHeaders.GetValues("x-api-key").Single();
        using var answer = await client.GetAsync(
            new Uri("api/live?range=1h", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Ct));
        Assert.Equal("snapshot", (await NextAsync(lines)).GetProperty("kind").GetString());

        await console.Services.GetRequiredService<ApiKeyDesk>()
            .RevokeAsync(key.Split('_')[1], "test", reason: null, Ct);

        // The rest of a stream that goes on would never end.
        await lines.ReadToEndAsync(Ct).WaitAsync(TimeSpan.FromMinutes(1), Ct);
    }

    [Fact]
    public async Task The_hub_streams_a_snapshot_and_then_deltas()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("x-api-key", client.DefaultRequestHeaders.GetValues("x-api-key").Single());
        await socket.ConnectAsync(new UriBuilder(console.Url) { Scheme = "ws", Path = "hubs/live" }.Uri, Ct);
        var messages = new HubMessages(socket);
        await messages.SendAsync("""{"protocol":"json","version":1}""", Ct);
        Assert.Equal("{}", (await messages.NextAsync(Ct)).GetRawText());
        await messages.SendAsync(
            """{"type":4,"invocationId":"1","target":"Watch","arguments":[{"range":"1h"}]}""", Ct);

        Assert.Equal("snapshot", (await messages.NextItemAsync(Ct)).GetProperty("kind").GetString());
        using var sent = await client.PostBytesAsync("v1/traces", OtlpJson.Export(OtlpJson.Span()), "application/json");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        JsonElement delta;
        do
        {
            delta = await messages.NextItemAsync(Ct);
        }
        while (delta.GetProperty("metrics").GetProperty("series").GetArrayLength() == 0);
        Assert.Equal(1, CallsOf(delta));
    }

    [Fact]
    public async Task A_foreign_page_may_not_open_the_hub()
    {
        using var client = await console.NewProjectAsync("read");
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("x-api-key", client.DefaultRequestHeaders.GetValues("x-api-key").Single());
        socket.Options.SetRequestHeader("Origin", "https://evil.example");

        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new UriBuilder(console.Url) { Scheme = "ws", Path = "hubs/live" }.Uri, Ct));
    }

    private static long CallsOf(JsonElement update) => update.GetProperty("metrics").GetProperty("series")
        .EnumerateArray().SelectMany(series => series.GetProperty("points").EnumerateArray())
        .Sum(point => point.GetProperty("calls").GetInt64());

    private static async Task<JsonElement> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Ct) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonElement.Parse(line["data: ".Length..]);
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    /// <summary>Cuts the WebSocket's text into SignalR messages.</summary>
    private sealed class HubMessages(ClientWebSocket socket)
    {
        private readonly StringBuilder _text = new();

        public Task SendAsync(string message, CancellationToken ct) => socket.SendAsync(
            Encoding.UTF8.GetBytes(message + RecordSeparator), WebSocketMessageType.Text, endOfMessage: true, ct);

        public async Task<JsonElement> NextAsync(CancellationToken ct)
        {
            var buffer = new byte[16 * 1024];
            int end;
            while ((end = _text.ToString().IndexOf(RecordSeparator, StringComparison.Ordinal)) < 0)
            {
                var received = await socket.ReceiveAsync(buffer, ct);
                _text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            }

            var message = _text.ToString(0, end);
            _text.Remove(0, end + 1);
            return JsonElement.Parse(message);
        }

        /// <summary>The next item of the stream (message type 2); pings are passed over.</summary>
        public async Task<JsonElement> NextItemAsync(CancellationToken ct)
        {
            while (true)
            {
                var message = await NextAsync(ct);
                if (message.GetProperty("type").GetInt32() == 2)
                {
                    return message.GetProperty("item");
                }

                Assert.NotEqual(3, message.GetProperty("type").GetInt32());
            }
        }
    }
}
