using System.Text.Json;
using Xunit;

namespace Dashboard.Gateway.Tests.Recording;

public sealed class ForwardingFactsTests
{
    [Fact]
    public void What_has_no_column_stays_among_the_attributes()
    {
        const string usage = """{"prompt_tokens":1}""";
        var raw = (Some.Forwarding() with { UpstreamRequestId = "up_9", RawUsage = usage }).ToRaw();

        var attributes = JsonDocument.Parse(raw).RootElement.GetProperty("attributes");
        Assert.Equal("up_9", attributes.GetProperty("llmops.upstream_request_id").GetString());
        Assert.Equal(usage, attributes.GetProperty("llmops.upstream_usage").GetString());
        Assert.Equal("/v1/chat/completions", attributes.GetProperty("http.route").GetString());
    }

    [Fact]
    public void Attempts_explain_the_wait_where_there_was_more_than_a_good_one()
    {
        var raw = JsonDocument.Parse(Some.Forwarding().ToRaw()).RootElement;
        var alone = (Some.Forwarding() with { Attempts = [Some.Forwarding().Attempts[1]] }).ToRaw();

        var first = raw.GetProperty("events")[0];
        Assert.Equal(1795348800000000000, first.GetProperty("time_unix_nano").GetInt64());
        Assert.Equal("v1", first.GetProperty("attributes").GetProperty("llmops.version").GetString());
        Assert.Equal("503", first.GetProperty("attributes").GetProperty("error.type").GetString());
        Assert.Equal(2, raw.GetProperty("events").GetArrayLength());
        Assert.DoesNotContain("events", alone, StringComparison.Ordinal);
    }
}
