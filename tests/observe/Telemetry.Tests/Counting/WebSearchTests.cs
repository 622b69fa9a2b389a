using Dashboard.Events;
using Dashboard.Ingest.Tests;
using Dashboard.Pricing;
using Dashboard.Pricing.Tests;
using Dashboard.Telemetry.Counting;
using Xunit;

namespace Dashboard.Telemetry.Tests.Counting;

/// <summary>Searches of the web, which a provider bills by the thousand beside the tokens.</summary>
public sealed class WebSearchTests
{
    [Fact]
    public void A_search_in_a_usage_object_adds_its_fee_and_no_token()
    {
        var usage = UsageJson.Read("""
            {"input_tokens":16083,"output_tokens":165,"server_tool_use":{"web_search_requests":1,"web_fetch_requests":0}}
            """);
        var split = usage.Split(new UsageSender("anthropic", "claude-sonnet-4-5-20250929"));

        Assert.Equal(
            new TokenCounts { InputUncached = 16_083, OutputText = 165, WebSearches = 1 }, split.Tokens);
        Assert.False(split.Inconsistent);
        Assert.Equal(
            0.060724m,
            new PriceBook(BuiltInPrices.Rows).Price(
                "anthropic", "claude-sonnet-4-5-20250929", split.Tokens, SpanStatus.Ok, SomePrice.Start, null)
                .Amount!.Value.Dollars);
    }

    [Theory]
    [InlineData("gen_ai.usage.web_search_requests")]
    [InlineData("gen_ai.usage.web_searches")]
    [InlineData("gen_ai.usage.server_tool_use.web_search_requests")]
    [InlineData("gen_ai.usage.details.web_search_requests")]
    [InlineData("llm.usage.server_tool_use.web_search_requests")]
    [InlineData("llmops.usage.web_searches")]
    public void A_search_among_the_attributes_is_counted(string name)
    {
        var call = Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "anthropic"), ("gen_ai.request.model", "m"),
            ("gen_ai.usage.input_tokens", 10), ("gen_ai.usage.output_tokens", 5), (name, 3)).Call!;

        Assert.Equal(new TokenCounts { InputUncached = 10, OutputText = 5, WebSearches = 3 }, call.Tokens);
        Assert.Equal(UsageSource.Reported, call.UsageSource);
    }

    [Fact]
    public void Searches_within_the_usage_that_Langfuse_hands_on_are_counted()
    {
        var call = Sent.Read(
            ("langfuse.observation.type", "generation"), ("langfuse.observation.model.name", "claude-sonnet-4-5"),
            ("langfuse.observation.usage_details",
                """{"input_tokens":10,"output_tokens":5,"server_tool_use":{"web_search_requests":2}}""")).Call!;

        Assert.Equal(2, call.Tokens!.Value.WebSearches);
    }

    [Theory]
    [InlineData("web_search_tokens")]
    [InlineData("web_search_cost_usd")]
    [InlineData("web_search_content_tokens")]
    [InlineData("web_fetch_requests")]
    public void What_a_search_used_or_cost_is_no_number_of_searches(string name) =>
        Assert.NotEqual(UsageField.WebSearches, UsageName.Of(name).Field);

    [Fact]
    public void A_later_report_without_searches_takes_none_back()
    {
        var first = new ReportedUsage { Input = 10, Output = 5, WebSearches = 2 };

        Assert.Equal(2, first.Then(new ReportedUsage { Input = 10, Output = 9 }).WebSearches);
    }
}
