using Dashboard.Deployments.Connections;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Dashboard.Deployments.Tests.Connections;

public sealed class UpstreamKeysTests
{
    [Theory]
    [InlineData(null, "OPENAI_API_KEY", true)]
    [InlineData("", "OPENAI_API_KEY", true)]
    [InlineData(" , ", "OPENAI_API_KEY", true)]
    [InlineData(null, "OPENAI_API_KEY_2", false)]
    [InlineData(null, "openai_api_key", false)]
    [InlineData("OPENAI_*,GROQ_TOKEN", "OPENAI_TEAM_2", true)]
    [InlineData("OPENAI_*,GROQ_TOKEN", "GROQ_TOKEN", true)]
    [InlineData("OPENAI_* GROQ_TOKEN", "GROQ_TOKEN", true)]
    [InlineData("OPENAI_*,GROQ_TOKEN", "GROQ_TOKEN_2", false)]
    [InlineData("OPENAI_*,GROQ_TOKEN", "MISTRAL_API_KEY", false)]
    [InlineData("*", "ANYTHING", true)]
    public void The_operator_lists_what_connections_may_name(string? setting, string variable, bool isListed)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(UpstreamKeys.Setting, setting)]).Build();

        Assert.Equal(isListed, new UpstreamKeys(configuration).Lists(variable));
    }
}
