using Xunit;

namespace Dashboard.Pricing.Tests;

public sealed class ProviderAddressesTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1", "openai")]
    [InlineData("https://eu.api.openai.com/v1", "openai")]
    [InlineData("https://acme.openai.azure.com/openai/v1?api-version=preview", "azure.ai.openai")]
    [InlineData("https://us-east5-aiplatform.googleapis.com/v1", "gcp.vertex_ai")]
    [InlineData("https://bedrock-runtime.us-east-1.amazonaws.com", "aws.bedrock")]
    [InlineData("https://openrouter.ai/api/v1", "openrouter")]
    [InlineData("https://router.huggingface.co/v1", "huggingface")]
    [InlineData("https://router.huggingface.co/fireworks-ai/v1", "huggingface_fireworks-ai")]
    [InlineData("http://localhost:8000/v1", "self_hosted")]
    [InlineData("http://[::1]:8000/v1", "self_hosted")]
    [InlineData("http://10.1.2.3:8000", "self_hosted")]
    [InlineData("http://172.20.0.2", "self_hosted")]
    [InlineData("http://vllm:8000/v1", "self_hosted")]
    [InlineData("http://vllm.models.svc.cluster.local/v1", "self_hosted")]
    [InlineData("http://host.docker.internal:11434", "self_hosted")]
    [InlineData("http://172.32.0.2", null)]
    [InlineData("https://llm.example.com/v1", null)]
    public void An_address_says_whose_it_is(string address, string? provider) =>
        Assert.Equal(provider, ProviderAddresses.Of(new Uri(address)));

    [Theory]
    [InlineData("openai", "llama-3.3-70b-versatile", "api.groq.com", "groq")]
    [InlineData("openai", "llama-3.3-70b-versatile", "https://api.groq.com/openai/v1/chat/completions", "groq")]
    [InlineData("openai", "qwen/qwen3-32b", "localhost", "self_hosted")]
    [InlineData("openai", "gpt-oss:20b", "127.0.0.1:11434", "self_hosted")]
    [InlineData(null, "llama3.1:8b", "::1", "self_hosted")]
    [InlineData("openai", "gpt-4o-mini", "127.0.0.1", "openai")]
    [InlineData("openai", "gpt-4o-mini", "api.openai.com", "openai")]
    [InlineData("vllm", "qwen/qwen3-32b", "localhost", "vllm")]
    [InlineData("ollama", "gemma3", "my-box.example.com", "ollama")]
    [InlineData("azure", "gpt-4o", "acme.openai.azure.com", "azure")]
    [InlineData("openai", "gpt-4o", "acme.openai.azure.com", "azure.ai.openai")]
    [InlineData("openai", "gpt-4o", "llm.example.com", "openai")]
    [InlineData("huggingface", "openai/gpt-oss-120b", "https://router.huggingface.co/groq/openai/v1", "huggingface_groq")]
    [InlineData("huggingface", "openai/gpt-oss-120b", "https://router.huggingface.co/v1", "huggingface")]
    [InlineData("openai", "gpt-4o", "not an address", "openai")]
    [InlineData("openai", "gpt-4o", null, "openai")]
    public void The_address_of_a_call_corrects_a_word_that_names_only_the_client(
        string? provider, string model, string? address, string? seller) =>
        Assert.Equal(seller, ProviderAddresses.Seller(provider, model, address));
}
