using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Ingest.Http;
using Dashboard.Ingest.Tests.Wire;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry.Writing;
using Xunit;

namespace Dashboard.Ingest.Tests.Http;

public sealed class OtlpEndpointsTests
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/otel/v1/traces")]
    [InlineData("/otel")]
    [InlineData("/api/public/otel/v1/traces")]
    [InlineData("/api/public/otel")]
    public async Task Spans_are_accepted_at_every_address_and_belong_to_the_project_of_the_key(string path)
    {
        await using var server = await OtlpServer.StartAsync();
        var reply = await PostAsync(server, Encoded.Protobuf(Sent.Span()), Protobuf, path: path);
        Assert.Equal((HttpStatusCode.OK, Protobuf), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        Assert.Empty(await reply.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(new ProjectId(3), Assert.Single(server.Spans).Project);
    }

    [Fact]
    public async Task JSON_is_answered_in_JSON_whatever_its_charset()
    {
        await using var server = await OtlpServer.StartAsync();
        var reply = await PostAsync(server, Encoded.Json(Sent.Span()), "application/json; charset=utf-8");
        Assert.Equal((HttpStatusCode.OK, Json), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        Assert.Equal("{}", await reply.Content.ReadAsStringAsync(Ct));
        Assert.Single(server.Spans);
    }

    [Fact]
    public async Task Logs_and_metrics_have_their_own_addresses()
    {
        await using var server = await OtlpServer.StartAsync();
        await PostAsync(
            server, """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hi"}}]}]}]}"""u8.ToArray(),
            Json,
            path: "/v1/logs");
        await PostAsync(
            server,
            Encoding.UTF8.GetBytes(
                $$$"""
                {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","unit":"s",
                 "sum":{"isMonotonic":true,"dataPoints":[
                 {"timeUnixNano":"{{{Sent.StartNanos}}}","asInt":"0","attributes":[]}]}}]}]}]}
                """),
            Json, path: "/v1/metrics");
        Assert.Equal("hi", Assert.Single(server.Logs).Body);
        var point = Assert.Single(server.Metrics);
        Assert.Equal(("m", "sum", "s"), (point.Name, point.Kind, point.Unit));
        Assert.Equal($$$"""{"point":{"is_monotonic":true,"time_unix_nano":{{{Sent.StartNanos}}},"as_int":0}}""",
            point.Raw);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw-deflate")]
    public async Task Compressed_bodies_are_inflated(string encoding)
    {
        await using var server = await OtlpServer.StartAsync();
        var body = Compressed.With(Encoded.Protobuf(Sent.Span()), encoding);
        var reply = await PostAsync(server, body, Protobuf, encoding.Replace("raw-", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Single(server.Spans);
    }

    [Fact]
    public async Task Chunked_bodies_are_read_to_their_end()
    {
        await using var server = await OtlpServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces")
        {
            Content =
                new StreamContent(
                new MemoryStream(Encoded.Protobuf([.. Enumerable.Repeat(0, 5000).Select(_ => Sent.Span())]))),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Protobuf);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync(request, Ct)).StatusCode);
        Assert.Equal(5000, server.Spans.Count);
    }

    [Fact]
    public async Task Rejected_spans_are_counted_in_the_encoding_of_the_request()
    {
        await using var server = await OtlpServer.StartAsync();
        var bad = Sent.Span();
        bad.StartNanos = 0;
        var json = await PostAsync(server, Encoded.Json(Sent.Span(), bad), Json);
        using var partial = JsonDocument.Parse(await json.Content.ReadAsStringAsync(Ct));
        var success = partial.RootElement.GetProperty("partialSuccess");
        Assert.Equal("1", success.GetProperty("rejectedSpans").GetString());
        Assert.Contains("2000-01-01", success.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);

        var protobuf = await PostAsync(server, Encoded.Protobuf(Sent.Span(), bad), Protobuf);
        var (count, message) = await NumberAndTextAsync(protobuf, nested: true);
        Assert.Equal(1, count);
        Assert.Contains("2000-01-01", message, StringComparison.Ordinal);
        Assert.Equal(2, server.Spans.Count);
    }

    [Fact]
    public async Task Malformed_bodies_are_400_with_a_status_in_the_encoding_of_the_request()
    {
        await using var server = await OtlpServer.StartAsync();
        var protobuf = await PostAsync(server, [0x0B], Protobuf);
        Assert.Equal((HttpStatusCode.BadRequest, Protobuf),
            (protobuf.StatusCode, protobuf.Content.Headers.ContentType?.MediaType));
        Assert.Equal((3, "The body is not a valid protobuf message of this signal."),
            await NumberAndTextAsync(protobuf));

        var json = await PostAsync(server, "{"u8.ToArray(), Json);
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        Assert.StartsWith("{\"code\":3,\"message\":", await json.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal);

        var gzip = await PostAsync(server, "not gzip at all"u8.ToArray(), Json, "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, gzip.StatusCode);
    }

    [Fact]
    public async Task A_compressed_body_that_was_cut_is_400()
    {
        await using var server = await OtlpServer.StartAsync();
        var body = Compressed.With(Encoded.Protobuf([.. Enumerable.Range(0, 500).Select(_ => Sent.Span())]), "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(server, body[..^9], Protobuf, "gzip")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await PostAsync(server, body[..(body.Length / 2)], Protobuf, "gzip")).StatusCode);
        Assert.Empty(server.Spans);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData(null, null)]
    [InlineData(Protobuf, "br")]
    [InlineData(Protobuf, "gzip, gzip")]
    public async Task Unknown_types_and_encodings_are_415_and_name_what_is_accepted(string? type, string? encoding)
    {
        await using var server = await OtlpServer.StartAsync();
        var reply = await PostAsync(server, Encoded.Protobuf(Sent.Span()), type, encoding);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
        Assert.Contains("Accepted:", await reply.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bodies_beyond_64_MiB_are_413_announced_or_not(bool chunked)
    {
        await using var server = await OtlpServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces")
        {
            Content = new StreamContent(new MemoryStream(new byte[65 << 20])),
        };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Protobuf);
        var reply = await server.Client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
        Assert.Equal(8, (await NumberAndTextAsync(reply)).Number);
    }

    [Fact]
    public async Task A_small_body_that_inflates_beyond_64_MiB_is_413()
    {
        await using var server = await OtlpServer.StartAsync();
        var bomb = Compressed.With(new byte[100 << 20], "gzip");
        Assert.True(bomb.Length < 2 << 20);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            (await PostAsync(server, bomb, Protobuf, "gzip")).StatusCode);
    }

    [Fact]
    public async Task Back_pressure_says_when_to_come_again()
    {
        await using var server = await OtlpServer.StartAsync();
        server.Result = new WriteResult.Overloaded(TimeSpan.FromMilliseconds(1500));
        var reply = await PostAsync(server, Encoded.Protobuf(Sent.Span()), Protobuf);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(2)),
            (reply.StatusCode, reply.Headers.RetryAfter?.Delta));
        Assert.Equal(8, (await NumberAndTextAsync(reply)).Number);

        server.Result = new WriteResult.Unavailable(TimeSpan.FromSeconds(5), "The database is away.");
        reply = await PostAsync(server, Encoded.Protobuf(Sent.Span()), Protobuf);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)),
            (reply.StatusCode, reply.Headers.RetryAfter?.Delta));
        Assert.Equal((14, "The database is away."), await NumberAndTextAsync(reply));
    }

    [Fact]
    public async Task A_full_queue_refuses_before_the_body_is_looked_at()
    {
        await using var server = await OtlpServer.StartAsync();
        server.BusyFor = TimeSpan.FromSeconds(1);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(server, [1, 2, 3], Protobuf)).StatusCode);
    }

    [Fact]
    public async Task Too_many_bytes_in_flight_are_429_and_given_back_afterwards()
    {
        await using var server = await OtlpServer.StartAsync(new BodyBudget(100_000));
        var large = Encoded.Protobuf(Sent.Span(("text", new string('x', 200_000))));
        for (var i = 0; i < 3; i++)
        {
            var reply = await PostAsync(server, large, Protobuf);
            Assert.Equal(HttpStatusCode.TooManyRequests, reply.StatusCode);
            Assert.NotNull(reply.Headers.RetryAfter);
            Assert.Equal(HttpStatusCode.OK,
                (await PostAsync(server, Encoded.Protobuf(Sent.Span()), Protobuf)).StatusCode);
        }
    }

    [Fact]
    public async Task A_client_that_hangs_up_harms_nobody()
    {
        var budget = new BodyBudget(1 << 20);
        await using var server = await OtlpServer.StartAsync(budget);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, Ct);
            await socket.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes(
                    "POST /v1/traces HTTP/1.1\r\nHost: a\r\n"
                    + $"Content-Type: {Protobuf}\r\nContent-Length: 1000000\r\n\r\nhalf"),
                Ct);
        }

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(server, Encoded.Protobuf(Sent.Span()), Protobuf)).StatusCode);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!budget.TryTake(1 << 20))
        {
            await Task.Delay(10, patience.Token);
        }
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused()
    {
        await using var server = await OtlpServer.StartAsync();
        server.Client.DefaultRequestHeaders.Add("x-api-key", "reader");
        Assert.Equal(HttpStatusCode.Forbidden,
            (await PostAsync(server, Encoded.Protobuf(Sent.Span()), Protobuf)).StatusCode);
        Assert.Empty(server.Spans);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        OtlpServer server, byte[] body, string? type, string? encoding = null, string path = "/v1/traces")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return await server.Client.PostAsync(path, content, Ct);
    }

    /// <summary>
    /// Reads a message of a number and a text, which is what both a status and a partial success are.
    /// </summary>
    private static async Task<(int Number, string Text)> NumberAndTextAsync(HttpResponseMessage reply,
        bool nested = false)
    {
        var bytes = await reply.Content.ReadAsByteArrayAsync(Ct);
        var reader = new ProtobufReader(bytes, new ReadLimits());
        Assert.True(reader.Next());
        if (nested)
        {
            reader = reader.Message();
            Assert.True(reader.Next());
        }

        var number = (int)reader.Varint();
        Assert.True(reader.Next());
        return (number, reader.Text());
    }
}
