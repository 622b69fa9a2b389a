using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

public sealed class OtelGenAiTests
{
    [Theory]
    [InlineData("chat", SpanRole.Model, "chat")]
    [InlineData("text_completion", SpanRole.Model, "text_completion")]
    [InlineData("generate_content", SpanRole.Model, "generate_content")]
    [InlineData("embeddings", SpanRole.Embedding, "embeddings")]
    [InlineData("invoke_agent", SpanRole.Agent, null)]
    [InlineData("execute_tool", SpanRole.Tool, null)]
    [InlineData("retrieval", SpanRole.Retrieval, null)]
    [InlineData("invoke_workflow", SpanRole.Chain, null)]
    [InlineData("agent_step", SpanRole.Chain, null)]
    [InlineData("orchestrate_tools", SpanRole.Chain, null)]
    [InlineData("something_new", SpanRole.Other, null)]
    public void The_operation_decides_the_role_and_whether_it_is_a_call(string operation, SpanRole role, string? call)
    {
        var record = Sent.Read(("gen_ai.operation.name", operation), ("gen_ai.usage.input_tokens", 84));
        Assert.Equal(role, record.Role);
        Assert.Equal(call, record.Call?.Operation);
    }

    [Fact]
    public void A_span_without_any_dialect_is_kept_as_it_is()
    {
        var record = Sent.Read(("http.request.method", "POST"));
        Assert.Equal((SpanRole.Other, null), (record.Role, record.Call));
        Assert.Contains("\"http.request.method\":\"POST\"", record.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_are_read_as_tokens_and_by_the_piece()
    {
        var tokens = Sent.Read(
            ("gen_ai.operation.name", "generate_content"), ("gen_ai.usage.input_tokens", 300),
            ("gen_ai.usage.output_tokens", 1300), ("gen_ai.usage.image.input_tokens", 258),
            ("gen_ai.usage.image.cache_read.input_tokens", 58), ("gen_ai.usage.cache_read.input_tokens", 58),
            ("gen_ai.usage.image.output_tokens", 1290), ("llmops.usage.output_images", 1)).Call!.Tokens;
        Assert.Equal(
            new TokenCounts
            {
                InputUncached = 42,
                CacheRead = 58,
                ImageInput = 200,
                OutputText = 10,
                ImageOutput = 1290,
                OutputImages = 1,
            },
            tokens);
    }

    [Theory]
    [InlineData("openai.response.service_tier", "default", "openai.request.service_tier", "flex", "default")]
    [InlineData("openai.request.service_tier", "flex", "gen_ai.response.service_tier", "priority", "priority")]
    [InlineData("openai.request.service_tier", "flex", "http.route", "/", "flex")]
    public void The_processing_class_of_the_answer_wins(
        string first, string one, string second, string other, string expected) =>
        Assert.Equal(
            expected, Sent.Read(("gen_ai.operation.name", "chat"), (first, one), (second, other)).Call!.ServiceTier);

    [Fact]
    public void A_requested_model_of_a_provider_is_a_chat_where_no_operation_is_said() =>
        Assert.Equal("chat", Sent.Read(("gen_ai.request.model", "m"), ("gen_ai.system", "openai")).Call?.Operation);

    [Fact]
    public void Former_names_mean_the_same_as_present_ones()
    {
        var former = Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.system", "az.ai.openai"), ("gen_ai.usage.prompt_tokens", 42),
            ("gen_ai.usage.completion_tokens", 17), ("gen_ai.usage.cache_read_input_tokens", 16),
            ("gen_ai.usage.cache_creation_input_tokens", 4), ("gen_ai.usage.reasoning_tokens", 3));
        var present = Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "azure.ai.openai"),
            ("gen_ai.usage.input_tokens", 42),
            ("gen_ai.usage.output_tokens", 17), ("gen_ai.usage.cache_read.input_tokens", 16),
            ("gen_ai.usage.cache_write.input_tokens", 4), ("gen_ai.usage.reasoning.output_tokens", 3));
        Assert.Equal(
            new TokenCounts { InputUncached = 22, CacheRead = 16, CacheWrite = 4, OutputText = 14, Reasoning = 3 },
            present.Call!.Tokens);
        Assert.Equal(present.Call, former.Call);
    }

    [Theory]
    [InlineData("gen_ai.response.time_to_first_chunk")]
    [InlineData("gen_ai.client.operation.time_to_first_chunk")]
    [InlineData("gen_ai.server.time_to_first_token")]
    public void The_time_to_the_first_token_comes_in_seconds(string key) =>
        Assert.Equal(
            250_000, Sent.Read(("gen_ai.operation.name", "chat"), (key, 0.25)).Call!.TimeToFirstTokenMicros);

    [Theory]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(1e9)]
    public void An_impossible_time_to_the_first_token_is_not_said(double seconds) =>
        Assert.Null(Sent.Read(
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.response.time_to_first_chunk", seconds)).Call!.TimeToFirstTokenMicros);

    [Fact]
    public void Finish_reasons_come_as_a_list_a_text_or_JSON_within_text()
    {
        Assert.Equal("stop,length", Finish(new object?[] { "stop", "length" }));
        Assert.Equal("stop", Finish("stop"));
        Assert.Equal("stop", Finish("[\"stop\"]"));
        Assert.Equal("[stop", Finish("[stop"));

        static string? Finish(object value) => Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.response.finish_reasons", value)).Call!.FinishReason;
    }

    [Fact]
    public void Structured_messages_become_JSON_and_leave_the_raw_attributes()
    {
        (string, object?)[] part = [("type", "text"), ("content", "hi <script>alert(1)</script>")];
        (string, object?)[] message = [("role", "user"), ("parts", new object?[] { part })];
        var record = Sent.Read(("gen_ai.operation.name", "chat"), ("gen_ai.input.messages", new object?[] { message }));
        Assert.Equal(
            """[{"role":"user","parts":[{"type":"text","content":"hi <script>alert(1)</script>"}]}]""", record.Input);
        Assert.DoesNotContain("script", record.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void System_instructions_come_first_among_the_messages()
    {
        const string Messages = """[{"role":"user","parts":[]}]""";
        var both = Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.input.messages", Messages),
            ("gen_ai.system_instructions", "be brief"));
        Assert.Equal(
            """[{"role":"system","parts":[{"type":"text","content":"be brief"}]},{"role":"user","parts":[]}]""",
            both.Input);
        var alone =
            Sent.Read(("gen_ai.operation.name", "chat"), ("gen_ai.system_instructions", """[{"type":"text"}]"""));
        Assert.Equal("""[{"role":"system","parts":[{"type":"text"}]}]""", alone.Input);
    }

    [Theory]
    [InlineData("be brief", "be brief")]
    [InlineData("be brief", "be kind", "be brief")]
    public void Instructions_that_are_told_twice_are_kept_once(string instructions, params string[] said)
    {
        var messages = said.Select(text => $$"""{"role":"system","parts":[{"type":"text","content":"{{text}}"}]}""");
        var record = Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.system_instructions", instructions),
            ("gen_ai.input.messages", $"[{string.Join(',', messages)}]"));
        Assert.Equal(said.Select(text => $"system: {text}"), Sent.Shown(record.Input));
    }

    [Fact]
    public void Instructions_beside_events_come_first_and_hide_none_of_them()
    {
        var record = Sent.Span(("gen_ai.operation.name", "chat"), ("gen_ai.system_instructions", "sei <kurz> & nett, bitte: ä"))
            .WithEvent("gen_ai.user.message", ("content", "hi"))
            .Read();
        Assert.Equal(["system: sei <kurz> & nett, bitte: ä", "user: hi"], Sent.Shown(record.Input));
        Assert.Contains("<kurz> & nett, bitte: ä", record.Input, StringComparison.Ordinal);

        var told = Sent.Span(("gen_ai.operation.name", "chat"))
            .WithEvent(
                "gen_ai.client.inference.operation.details", ("gen_ai.system_instructions", "be brief"),
                ("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"hi"}]}]"""))
            .Read();
        Assert.Equal(["system: be brief", "user: hi"], Sent.Shown(told.Input));
    }

    [Fact]
    public void Messages_that_are_no_JSON_stay_as_they_are_and_lose_nothing()
    {
        var record = Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.input.messages", "[plain"),
            ("gen_ai.system_instructions", "be brief"));
        Assert.Equal("[plain", record.Input);
        Assert.Contains("be brief", record.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_recorded_as_events_are_folded_and_other_events_stay()
    {
        var record = Sent.Span(("gen_ai.operation.name", "chat"))
            .WithEvent("gen_ai.user.message", ("gen_ai.system", "openai"), ("content", "hi"))
            .WithEvent("gen_ai.choice", ("index", 0), ("finish_reason", "stop"))
            .WithEvent("retry", ("attempt", 1))
            .Read();
        Assert.Equal("""[{"role":"user","content":"hi"}]""", record.Input);
        Assert.Equal("""[{"role":"assistant","index":0,"finish_reason":"stop"}]""", record.Output);
        using var raw = JsonDocument.Parse(record.Raw);
        Assert.Equal("retry",
            Assert.Single(raw.RootElement.GetProperty("events").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public void A_tool_shows_its_arguments_and_its_result()
    {
        var record = Sent.Read(
            ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.call.arguments", """{"city":"Paris"}"""),
            ("gen_ai.tool.call.result", "21C"));
        Assert.Equal(("""{"city":"Paris"}""", "21C"), (record.Input, record.Output));
    }

    [Fact]
    public void A_reported_cost_is_kept_when_it_is_believable()
    {
        Assert.Equal(new Nanodollars(15_300), Cost(0.0000153));
        Assert.Null(Cost(-1.0));
        Assert.Null(Cost(1e12));

        static Nanodollars? Cost(double dollars) =>
            Sent.Read(("gen_ai.operation.name", "chat"), ("gen_ai.usage.cost", dollars)).Call!.ReportedCost;
    }
}
