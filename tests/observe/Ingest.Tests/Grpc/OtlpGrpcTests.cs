using System.Net;
using Dashboard.Ingest.Http;
using Dashboard.Ingest.Tests.Http;
using Dashboard.Telemetry.Writing;
using Grpc.Core;
using Xunit;

namespace Dashboard.Ingest.Tests.Grpc;

public sealed class OtlpGrpcTests : IAsyncLifetime
{
    private OtlpServer _server = null!;
    private GrpcExporter _exporter = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await OtlpServer.StartAsync();
        _exporter = new GrpcExporter(_server.GrpcPort);
    }

    public async ValueTask DisposeAsync()
    {
        _exporter.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task The_three_signals_arrive_as_they_do_over_HTTP(string encoding)
    {
        (string, string) compressed = ("grpc-internal-encoding-request", encoding);
        var folder = "otel-openai-proto";

        Assert.Empty(await _exporter.ExportAsync(Signal.Traces, Captures.Bytes($"{folder}/01-POST-v1_traces.pb"), compressed));
        Assert.Empty(await _exporter.ExportAsync(Signal.Logs, Captures.Bytes($"{folder}/02-POST-v1_logs.pb"), compressed));
        Assert.Empty(
            await _exporter.ExportAsync(Signal.Metrics, Captures.Bytes($"{folder}/03-POST-v1_metrics.pb"), compressed));

        Assert.Equal(8, _server.Spans.Count(span => span.Call is not null));
        Assert.All(_server.Spans, span => Assert.Equal(3, span.Project.Value));
        Assert.NotEmpty(_server.Logs);
        Assert.NotEmpty(_server.Metrics);
    }

    [Fact]
    public async Task A_span_that_cannot_be_kept_is_a_partial_success()
    {
        var reply = await _exporter.ExportAsync(Signal.Traces, Captures.Bytes("retry-partial/01-POST-v1_traces.pb"));
        Assert.Empty(reply);

        // resource_spans { scope_spans { spans { } } }: a span without ids.
        reply = await _exporter.ExportAsync(Signal.Traces, [0x0A, 0x04, 0x12, 0x02, 0x12, 0x00]);

        // partial_success { rejected_spans: 1 ... }
        Assert.Equal([0x0A, 0x08, 0x01], [reply[0], reply[2], reply[3]]);
        Assert.Contains("trace_id is missing", System.Text.Encoding.UTF8.GetString(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_may_not_send_is_told_so()
    {
        var refusal = await _exporter.RefusalAsync(Signal.Traces, [], ("x-api-key", "reader"));

        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
    }

    [Fact]
    public async Task Bytes_that_are_no_export_are_an_invalid_argument() => Assert.Equal(
        StatusCode.InvalidArgument, (await _exporter.RefusalAsync(Signal.Traces, [0x0A, 0xFF, 0xFF])).StatusCode);

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused_whether_it_is_compressed_or_not()
    {
        var large = new byte[(16 << 20) + 1];
        foreach (var encoding in (string[])["identity", "gzip"])
        {
            var refusal =
                await _exporter.RefusalAsync(Signal.Traces, large, ("grpc-internal-encoding-request", encoding));
            Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        }

        Assert.Empty(await _exporter.ExportAsync(Signal.Traces, []));
    }

    [Fact]
    public async Task A_full_queue_says_when_to_come_again_before_and_after_the_message_was_read()
    {
        _server.BusyFor = TimeSpan.FromSeconds(3);
        AssertRetry(StatusCode.ResourceExhausted, 3, await _exporter.RefusalAsync(Signal.Traces, Spans));

        _server.BusyFor = null;
        _server.Result = new WriteResult.Overloaded(TimeSpan.FromSeconds(2));
        AssertRetry(StatusCode.ResourceExhausted, 2, await _exporter.RefusalAsync(Signal.Traces, Spans));

        _server.Result = new WriteResult.Committed(1, 0);
        Assert.Empty(await _exporter.ExportAsync(Signal.Traces, Spans));
    }

    [Fact]
    public async Task A_database_that_is_away_is_unavailable()
    {
        _server.Result = new WriteResult.Unavailable(TimeSpan.FromSeconds(1), "The database is away.");

        var refusal = await _exporter.RefusalAsync(Signal.Traces, Spans);

        AssertRetry(StatusCode.Unavailable, 1, refusal);
        Assert.Equal("The database is away.", refusal.Status.Detail);
    }

    [Fact]
    public async Task Memory_that_is_taken_is_given_back()
    {
        await using var small = await OtlpServer.StartAsync(new BodyBudget(Spans.Length));
        using var exporter = new GrpcExporter(small.GrpcPort);

        Assert.Empty(await exporter.ExportAsync(Signal.Traces, Spans));
        Assert.Empty(await exporter.ExportAsync(Signal.Traces, Spans));
        var larger = new byte[Spans.Length + 1];
        AssertRetry(StatusCode.ResourceExhausted, 1, await exporter.RefusalAsync(Signal.Traces, larger));
    }

    [Fact]
    public async Task The_port_serves_nothing_else_and_no_other_port_serves_it()
    {
        using var client = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{_server.GrpcPort}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var path in (string[])["/", "/v1/traces", "/api/calls"])
        {
            using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), null, Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        var unknown = await Assert.ThrowsAsync<RpcException>(() => _exporter.CallAsync("some.Service", "Method", []));
        Assert.Equal(StatusCode.Unimplemented, unknown.StatusCode);
        using var elsewhere = await _server.Client.PostAsync(
            new Uri($"/{Signal.Traces.GrpcService}/Export", UriKind.Relative), null, Ct);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    private static byte[] Spans => Captures.Bytes("otel-openai-proto/01-POST-v1_traces.pb");

    /// <summary>google.rpc.Status with RetryInfo; its last byte is the number of seconds.</summary>
    private static void AssertRetry(StatusCode code, int seconds, RpcException refusal)
    {
        Assert.Equal(code, refusal.StatusCode);
        var details = refusal.Trailers.GetValueBytes("grpc-status-details-bin");
        Assert.NotNull(details);
        Assert.Equal([0x08, (byte)code], details[..2]);
        Assert.Contains(
            "type.googleapis.com/google.rpc.RetryInfo", System.Text.Encoding.UTF8.GetString(details),
            StringComparison.Ordinal);
        Assert.Equal([0x12, 0x04, 0x0A, 0x02, 0x08, (byte)seconds], details[^6..]);
    }
}
