using Xunit;

namespace Dashboard.Ingest.Tests;

public sealed class SpanSellerTests
{
    [Theory]
    [InlineData("server.address", "api.groq.com", "llama-3.3-70b-versatile", "groq")]
    [InlineData("gen_ai.openai.api_base", "https://openrouter.ai/api/v1", "qwen/qwen3-32b", "openrouter")]
    [InlineData("server.address", "localhost", "qwen/qwen3-32b", "self_hosted")]
    [InlineData("server.address", "127.0.0.1", "gpt-4o-mini", "openai")]
    [InlineData("server.address", "api.openai.com", "gpt-4o-mini", "openai")]
    public void The_address_says_who_answered_where_the_client_names_its_library(
        string key, string address, string model, string provider)
    {
        var call = Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", model),
            (key, address)).Call!;

        Assert.Equal(provider, call.Series.Provider);
    }

    [Theory]
    [InlineData("gen_ai.response.service_tier", "batch")]
    [InlineData("anthropic.response.service_tier", "batch")]
    [InlineData("anthropic.usage.service_tier", "batch")]
    [InlineData("gen_ai.usage.service_tier", "batch")]
    [InlineData("langfuse.observation.usage_details", """{"input_tokens":1,"service_tier":"batch"}""")]
    [InlineData("ai.response.providerMetadata", """{"anthropic":{"usage":{"service_tier":"batch"}}}""")]
    public void The_class_of_the_answer_holds_before_the_one_that_was_asked_for(string key, string value)
    {
        var call = Sent.Read(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "anthropic"),
            ("gen_ai.request.model", "claude-sonnet-4-5"), ("gen_ai.request.service_tier", "auto"), (key, value)).Call!;

        Assert.Equal("batch", call.ServiceTier);
    }
}
