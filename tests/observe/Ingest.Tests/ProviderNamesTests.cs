using Xunit;

namespace Dashboard.Ingest.Tests;

public sealed class ProviderNamesTests
{
    [Theory]
    [InlineData("openai", "openai")]
    [InlineData("OpenAI", "openai")]
    [InlineData("openai.chat", "openai")]
    [InlineData("anthropic.messages", "anthropic")]
    [InlineData("az.ai.openai", "azure.ai.openai")]
    [InlineData("azure.ai.openai", "azure.ai.openai")]
    [InlineData("amazon-bedrock", "aws.bedrock")]
    [InlineData("google.vertex.chat", "gcp.vertex_ai")]
    [InlineData("my.own", "my.own")]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void Every_spelling_has_one_name(string? sent, string? name) => Assert.Equal(name, ProviderNames.Of(sent));
}
