using System.Text.Json;
using Dashboard.Events;
using Dashboard.Explorer.Calls;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

public sealed class CurlRequestTests
{
    [Fact]
    public void A_call_is_a_request_again_with_its_messages_tools_and_parameters()
    {
        var body = Body(Span(
            """
            [{"role":"system","content":"Be brief"},{"role":"user","content":"It's late"},
             {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"find","arguments":"{\"id\":1}"}}]},
             {"role":"tool","content":"gone"}]
            """,
            """{"attributes":{"gen_ai.request.temperature":0.2,"gen_ai.request.max_tokens":64}}"""));

        Assert.Equal("gpt-4o-mini", body.GetProperty("model").GetString());
        Assert.Equal((0.2, 64), (body.GetProperty("temperature").GetDouble(), body.GetProperty("max_tokens").GetInt32()));
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(
            ["system", "user", "assistant", "tool"], messages.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("It's late", messages[1].GetProperty("content").GetString());
        var call = messages[2].GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("find", call.GetProperty("name").GetString());
        using var arguments = JsonDocument.Parse(call.GetProperty("arguments").GetString()!);
        Assert.Equal(1, arguments.RootElement.GetProperty("id").GetInt32());
    }

    [Fact]
    public void A_key_is_only_a_variable_of_the_shell() =>
        Assert.Contains("Bearer $OPENAI_API_KEY", CurlRequest.Of(Span("hi", "{}")), StringComparison.Ordinal);

    [Fact]
    public void Without_content_there_is_no_request() => Assert.Null(CurlRequest.Of(Span(null, "{}")));

    // What the shell hands to curl after -d '…'.
    private static JsonElement Body(TraceSpan span)
    {
        var command = CurlRequest.Of(span)!;
        var quoted = command[(command.IndexOf("-d '", StringComparison.Ordinal) + 4)..^1];
        return JsonElement.Parse(quoted.Replace("'\\''", "'", StringComparison.Ordinal));
    }

    private static TraceSpan Span(string? input, string raw) => new()
    {
        SpanId = Some.SpanId(),
        StartedAt = Some.Noon,
        DurationMs = 10,
        Name = "chat",
        Role = SpanRole.Model,
        Status = SpanStatus.Ok,
        Input = input,
        Raw = raw,
        Call = new CallFacts
        {
            Series = new SeriesKey(ProjectId.First, "gus", "gpt-4o-mini", null, "openai", null, null),
            Operation = "chat",
            RequestModel = "gpt-4o-mini",
            UsageSource = UsageSource.Reported,
            Cost = new CallCost(CostStatus.NoUsage, null, null),
        },
    };
}
