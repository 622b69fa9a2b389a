using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>
/// Half an emoji, as JavaScript's <c>substring</c> leaves it (a lone surrogate as a JSON escape), through the doors: it is
/// taken, and everything can be read afterwards.
/// </summary>
public sealed class HalfAnEmojiTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"a\ud83db"}]}]""")]
    [InlineData("gen_ai.input.messages", """[{"role":"user","content":"a","b\ud83d":"c"}]""")]
    [InlineData("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"tool_call","name":"t\ud83d","arguments":{"x":"\ude00"}}]}]""")]
    [InlineData("gen_ai.output.messages", """[{"role":"assistant","parts":[{"type":"text","content":"a\ud83d"}],"finish_reason":"stop"}]""")]
    [InlineData("gen_ai.output.messages", "a\\u0000")]
    [InlineData("gen_ai.system_instructions", """[{"type":"text","content":"a\ud83d"}]""")]
    [InlineData("gen_ai.prompt", "{\"prompt\":\"a\\ud83d\"}")]
    public async Task A_call_whose_content_holds_it_is_listed_shown_and_exported(string attribute, string content)
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var trace = OtlpJson.NewTraceId();

        using var sent = await client.PostBytesAsync(
            "v1/traces", OtlpJson.Export(OtlpJson.Span(trace, attributes: [(attribute, content)])), "application/json");

        Assert.Equal("{}", await sent.Content.ReadAsStringAsync(Ct));
        await AssertReadableAsync(client, trace);
    }

    [Fact]
    public async Task A_prompt_of_a_log_record_that_holds_it_is_shown()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var (trace, span) = (OtlpJson.NewTraceId(), OtlpJson.NewTraceId()[..16]);
        using var sent = await client.PostBytesAsync(
            "v1/traces", OtlpJson.Export(OtlpJson.Span(trace, span)), "application/json");
        Assert.Equal("{}", await sent.Content.ReadAsStringAsync(Ct));
        var log = $$$"""
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"{{{trace}}}","spanId":"{{{span}}}",
              "eventName":"gen_ai.user.message","body":{"stringValue":"{\"content\":\"half\\ud83d\",\"\\ude00\":1}"}}]}]}]}
            """;

        using var logged = await client.PostBytesAsync("v1/logs", Encoding.UTF8.GetBytes(log), "application/json");

        Assert.True(logged.IsSuccessStatusCode);
        await AssertReadableAsync(client, trace);
        var input = (await client.GetJsonAsync($"api/calls/{trace}")).GetProperty("spans")[0].GetProperty("input");
        Assert.Equal("half\uFFFD", input[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_observation_of_langfuse_that_holds_it_becomes_a_call_and_so_does_the_next()
    {
        using var client = await console.NewProjectAsync("ingest", "read");
        var start = TimeProvider.System.GetUtcNow().AddMinutes(-2).ToString("O");

        await IngestAsync(client, "g1", start, """ "a\ud83db" """);
        await IngestAsync(client, "g2", start, """ {"\ud83d":["\ude00"]} """);

        while ((await client.TotalsAsync()).Calls < 2)
        {
            Ct.ThrowIfCancellationRequested();
        }

        await AssertReadableAsync(client, trace: null);
    }

    private static async Task IngestAsync(HttpClient client, string id, string start, string input)
    {
        var batch = $$$"""
            {"batch":[{"id":"e-{{{id}}}","type":"generation-create","timestamp":"{{{start}}}","body":{"id":"{{{id}}}",
              "traceId":"t-{{{id}}}","name":"g\ud83d","model":"gpt-4o-mini","startTime":"{{{start}}}","endTime":"{{{start}}}",
              "input":{{{input}}},"output":"x","metadata":{"k\ud83d":"v"},"usage":{"input":1,"output":1} } } ]}
            """;
        using var answer = await client.PostBytesAsync(
            "api/public/ingestion", Encoding.UTF8.GetBytes(batch), "application/json");
        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        Assert.Equal("[]", JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("errors").GetRawText());
    }

    private static async Task AssertReadableAsync(HttpClient client, string? trace)
    {
        string[] pages = ["api/calls?limit=10", "api/calls/export?format=jsonl", "api/calls/export?format=csv"];
        foreach (var path in trace is null ? pages : [.. pages, $"api/calls/{trace}", $"calls/{trace}"])
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Ct);
            var body = await answer.Content.ReadAsStringAsync(Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {body}");
            Assert.NotEmpty(body);
        }
    }
}
