using Xunit;
using static Dashboard.Pricing.Tests.SomePrice;

namespace Dashboard.Pricing.Tests.Matching;

/// <summary>The price of the right company: whose row may price whose call.</summary>
public sealed class SellerTests
{
    private static readonly PriceBook s_book = new(
    [
        Row("openai", "gpt-4o", 1m, byMaker: true),
        Row("openai", "gpt-oss-120b", 2m, byMaker: true),
        Row("alibaba_cloud", "qwen3-32b", 3m, byMaker: true),
        Row("anthropic", "claude-sonnet-4-5", 4m, byMaker: true),
        Row("deepseek", "deepseek-v3", 5m, byMaker: true),
        Row("groq", "openai/gpt-oss-120b", 6m),
        Row("groq", "qwen/qwen3-32b", 7m),
        Row("openrouter", "anthropic/claude-sonnet-4.5", 8m),
        Row("huggingface_groq", "openai/gpt-oss-120b", 9m),
        Row("gcp.vertex_ai", "claude-sonnet-4-5", 10m),
        Row("gcp.gemini", "gemini-2.5-pro", 11m, byMaker: true),
        Row("z_ai", "glm-4.6", 12m, byMaker: true),
        Row("zhipuai", "glm-4.6", 13m, byMaker: true),
    ]);

    [Theory]
    [InlineData("vllm")]
    [InlineData("hosted_vllm")]
    [InlineData("ollama")]
    [InlineData("lm_studio")]
    [InlineData("lmstudio")]
    [InlineData("nvidia_nim")]
    [InlineData("huggingface")]
    [InlineData("llama.cpp")]
    [InlineData("llama_cpp")]
    [InlineData("sglang")]
    [InlineData("together")]
    [InlineData("openrouter")]
    [InlineData("fireworks")]
    [InlineData("http://localhost:8000/v1")]
    [InlineData("127.0.0.1:1234")]
    [InlineData("192.168.1.20")]
    [InlineData("my-gpu-server")]
    public void Another_host_is_never_priced_by_a_company_that_is_not_it(string provider)
    {
        foreach (var model in (string[])["Qwen/Qwen3-32B", "qwen3-32b", "openai/gpt-oss-120b", "gpt-oss-120b",
            "deepseek-ai/DeepSeek-V3", "deepseek-v3"])
        {
            Assert.Null(s_book.InputPrice(provider, model));
        }
    }

    [Theory]
    [InlineData("groq", "openai/gpt-oss-120b", 6)]
    [InlineData("groq", "groq/openai/gpt-oss-120b", 6)]
    [InlineData("openai", "groq/openai/gpt-oss-120b", 6)]
    [InlineData(null, "groq/qwen/qwen3-32b", 7)]
    [InlineData("openrouter", "anthropic/claude-sonnet-4.5", 8)]
    [InlineData("litellm", "openrouter/anthropic/claude-sonnet-4.5", 8)]
    [InlineData("huggingface", "openai/gpt-oss-120b:groq", 9)]
    [InlineData("huggingface-groq", "openai/gpt-oss-120b", 9)]
    [InlineData("litellm", "huggingface/groq/openai/gpt-oss-120b", 9)]
    [InlineData("https://router.huggingface.co/groq/v1", "openai/gpt-oss-120b", 9)]
    public void A_host_is_priced_by_its_own_row(string? provider, string model, int price) =>
        Assert.Equal(price, s_book.InputPrice(provider, model));

    [Theory]
    [InlineData("groq", "gpt-4o")]
    [InlineData("openrouter", "openai/gpt-4o")]
    [InlineData("together", "claude-sonnet-4-5")]
    [InlineData("huggingface", "openai/gpt-oss-120b:novita")]
    [InlineData("ollama", "gpt-4o")]
    public void A_host_without_a_row_is_unpriced_also_where_the_maker_has_one(string provider, string model) =>
        Assert.Null(s_book.InputPrice(provider, model));

    [Theory]
    [InlineData("gcp.vertex_ai", "claude-sonnet-4-5", 10)]
    [InlineData("vertex_ai", "claude-sonnet-4-5@20250929", 10)]
    [InlineData("google.vertex", "publishers/anthropic/models/claude-sonnet-4-5@default", 10)]
    [InlineData("gcp.vertex_ai", "gemini-2.5-pro", 11)]
    [InlineData("aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", 4)]
    [InlineData("azure", "gpt-4o", 1)]
    [InlineData("some-proxy", "gpt-4o", 1)]
    [InlineData("zai", "glm-4.6", 12)]
    [InlineData("zhipuai", "glm-4.6", 13)]
    public void Clouds_and_companies_of_similar_names_have_their_own(string provider, string model, int price) =>
        Assert.Equal(price, s_book.InputPrice(provider, model));

    [Theory]
    [InlineData("azure", "deepseek-v3")]
    [InlineData("aws.bedrock", "openai.gpt-oss-120b-1:0")]
    public void A_cloud_does_not_sell_open_weights_at_their_makers_price(string provider, string model) =>
        Assert.Null(s_book.InputPrice(provider, model));

    [Fact]
    public void A_price_that_somebody_set_for_a_host_holds_there_and_may_be_zero()
    {
        var book = new PriceBook([.. s_book.Rows, Row("vllm", "qwen/qwen3-32b", 0m, PriceLayer.Set, Start)]);

        Assert.Equal(0m, book.InputPrice("vllm", "Qwen/Qwen3-32B"));
        Assert.Null(book.InputPrice("ollama", "Qwen/Qwen3-32B"));
    }
}
