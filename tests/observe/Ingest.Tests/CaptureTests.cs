using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests;

public sealed class CaptureTests
{
    [Theory]
    [InlineData("otel-openai-proto/01-POST-v1_traces.pb", 8, 1, 218, 85)]
    [InlineData("otel-openai-json-gzip/01-POST-v1_traces.json.gz", 8, 1, 218, 85)]
    [InlineData("otel-openai-json-gzip/01-POST-v1_traces.json", 8, 1, 218, 85)]
    [InlineData("traceloop/01-POST-v1_traces.pb", 6, 0, 173, 94)]
    [InlineData("vercel-ai-json/01-POST-v1_traces.json", 7, 1, 218, 85)]
    [InlineData("langfuse-otel/01-POST-api_public_otel_v1_traces.json", 9, 1, 252, 102)]
    [InlineData("dotnet-otlp/01-POST-v1_traces.pb", 3, 1, 84, 34)]
    public void A_recorded_export_gives_its_calls(string file, int calls, int errors, long input, long output)
    {
        var export = Captures.Spans(file);

        var counted = export.Records.Where(record => record.Call is not null).ToList();
        Assert.Equal(0, export.Rejected.Count);
        Assert.Equal(calls, counted.Count);
        Assert.Equal(errors, counted.Count(record => record.Status == SpanStatus.Error));
        Assert.Equal(input, counted.Sum(record => record.Call!.Tokens?.Input ?? 0));
        Assert.Equal(output, counted.Sum(record => record.Call!.Tokens?.Output ?? 0));
    }

    [Theory]
    [InlineData("otel-openai-proto/01-POST-v1_traces.pb")]
    [InlineData("traceloop/01-POST-v1_traces.pb")]
    [InlineData("dotnet-otlp/01-POST-v1_traces.pb")]
    public void The_same_export_in_protobuf_and_JSON_gives_the_same_records(string file) =>
        Assert.Equal(Captures.Spans(file).Records, Captures.Spans(file + ".decoded.json").Records);

    [Fact]
    public void The_same_logs_in_protobuf_and_JSON_give_the_same_records()
    {
        const string File = "otel-openai-proto/02-POST-v1_logs.pb";
        var logs = Logs(File);
        Assert.Equal(logs, Logs(File + ".decoded.json"));
        Assert.Equal("gen_ai.system.message", logs[0].EventName);
        Assert.Equal("""{"content":"You are Gus."}""", logs[0].Body);
        Assert.NotNull(logs[0].SpanId);
    }

    [Theory]
    [InlineData("otel-openai-proto/03-POST-v1_metrics.pb")]
    [InlineData("dotnet-otlp/02-POST-v1_metrics.pb")]
    public void The_same_metrics_in_protobuf_and_JSON_give_the_same_records(string file)
    {
        var points = Metrics(file);
        Assert.NotEmpty(points);
        Assert.Equal(points, Metrics(file + ".decoded.json"));
    }

    [Fact]
    public void Wrappers_keep_their_role_and_are_no_calls()
    {
        var vercel = Captures.Spans("vercel-ai-json/01-POST-v1_traces.json").Records;
        Assert.All(vercel.Where(span => span.Name == "ai.generateText"), span =>
            Assert.Equal((SpanRole.Chain, null), (span.Role, span.Call)));
        Assert.Equal(SpanRole.Tool, Assert.Single(vercel, span => span.Name == "ai.toolCall").Role);

        var traceloop = Captures.Spans("traceloop/01-POST-v1_traces.pb").Records;
        Assert.Equal(
            [SpanRole.Tool, SpanRole.Chain, SpanRole.Chain],
            traceloop.Where(span => span.Call is null).Select(span => span.Role));
    }

    [Fact]
    public void Everything_that_makes_a_call_attributable_is_found()
    {
        var span = Captures.Spans("langfuse-otel/01-POST-api_public_otel_v1_traces.json").Records[0];
        Assert.Equal("user-42", span.UserId);
        Assert.Equal("sess-1", span.SessionId);
        Assert.Equal(
            new SeriesKey(ProjectId.First, "unknown_service:node", "gpt-4o-mini", "gus-v3", null, null, "test"),
            span.Call!.Series);
        Assert.Equal(new Nanodollars(300_000), span.Call.ReportedCost);
        Assert.Equal(0, span.Call.TimeToFirstTokenMicros);
        Assert.Equal(
            new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 }, span.Call.Tokens);
        Assert.Equal("""[{"role":"user","content":"hi"}]""", span.Input);
        Assert.DoesNotContain("langfuse.observation.input", span.Raw, StringComparison.Ordinal);
        Assert.Contains("\"langfuse.trace.tags\":[\"a\",\"b\"]", span.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_is_priced_by_its_model_and_its_start()
    {
        var bytes = Captures.Bytes("dotnet-otlp/01-POST-v1_traces.pb");
        var export = TraceExport.Read(
            bytes, OtlpEncoding.Protobuf, ProjectId.First, Captures.Now, new PriceBook(BuiltInPrices.Rows));
        Assert.Equal(
            [new Nanodollars(16_500), null, new Nanodollars(15_300)],
            export.Records.Select(record => record.Call!.Cost.Amount));
    }

    private static IReadOnlyList<LogRecord> Logs(string file) =>
        LogExport.Read(Captures.Bytes(file), Captures.Encoding(file), ProjectId.First, Captures.Now).Records;

    private static IReadOnlyList<MetricRecord> Metrics(string file) =>
        MetricExport.Read(Captures.Bytes(file), Captures.Encoding(file), ProjectId.First, Captures.Now).Records;
}
