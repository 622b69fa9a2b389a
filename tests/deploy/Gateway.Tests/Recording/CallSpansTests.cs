using System.Text.Json;
using Dashboard.Gateway.Recording;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Gateway.Tests.Recording;

public sealed class CallSpansTests
{
    [Fact]
    public void A_request_is_one_call_however_often_upstream_was_asked()
    {
        var call = CallSpans.Of(Some.Record()).Call!;

        Assert.Equal(Recorder.Gateway, call.Recorder);
        Assert.Equal(2, call.Attempts);
        Assert.Equal(7, call.Revision);
        Assert.Equal("req_1", call.RequestId);
    }

    [Fact]
    public void The_series_names_the_model_that_answered_and_the_version_that_served()
    {
        var series = CallSpans.Of(Some.Record()).Call!.Series;

        Assert.Equal(("gus", "v2", "gpt-4o-mini-2024-07-18"), (series.Route, series.Version, series.Model));
        Assert.Equal("gpt-4o-mini", CallSpans.Of(Some.Record() with { ResponseModel = null }).Call!.Series.Model);
    }

    [Fact]
    public void An_embedding_is_not_a_chat()
    {
        Assert.Equal(SpanRole.Embedding, CallSpans.Of(Some.Record() with { Operation = "embeddings" }).Role);
        Assert.Equal(SpanRole.Model, CallSpans.Of(Some.Record()).Role);
    }

    [Fact]
    public void What_has_no_column_stays_among_the_attributes()
    {
        const string usage = """{"prompt_tokens":1}""";
        var raw = CallSpans.Of(Some.Record() with { UpstreamRequestId = "up_9", RawUsage = usage }).Raw;

        var attributes = JsonDocument.Parse(raw).RootElement.GetProperty("attributes");
        Assert.Equal("up_9", attributes.GetProperty("llmops.upstream_request_id").GetString());
        Assert.Equal(usage, attributes.GetProperty("llmops.upstream_usage").GetString());
        Assert.Equal("/v1/chat/completions", attributes.GetProperty("http.route").GetString());
    }

    [Fact]
    public void Attempts_explain_the_wait_where_there_was_more_than_a_good_one()
    {
        var raw = JsonDocument.Parse(CallSpans.Of(Some.Record()).Raw).RootElement;
        var alone = CallSpans.Of(Some.Record() with { Attempts = [Some.Record().Attempts[1]] }).Raw;

        var first = raw.GetProperty("events")[0];
        Assert.Equal(1795348800000000000, first.GetProperty("time_unix_nano").GetInt64());
        Assert.Equal("v1", first.GetProperty("attributes").GetProperty("llmops.version").GetString());
        Assert.Equal("503", first.GetProperty("attributes").GetProperty("error.type").GetString());
        Assert.Equal(2, raw.GetProperty("events").GetArrayLength());
        Assert.DoesNotContain("events", alone, StringComparison.Ordinal);
    }
}
