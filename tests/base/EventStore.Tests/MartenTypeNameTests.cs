using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class MartenTypeNameTests
{
    public sealed record Nested(int Value);

    [Theory]
    [InlineData("DeploymentRolledBack", "deployment_rolled_back")]
    [InlineData("SDoc", "s_doc")]
    [InlineData("Route", "route")]
    [InlineData("HTTPServerStarted", "http_server_started")]
    [InlineData("LimitOfHTTP", "limit_of_http")]
    [InlineData("ApiKeyCreatedV2", "api_key_created_v2")]
    [InlineData("Version2Added", "version_2_added")]
    public void A_class_name_is_split_before_words(string className, string alias) =>
        Assert.Equal(alias, MartenTypeName.Alias(className));

    [Fact]
    public void A_nested_type_is_named_by_its_inner_name() => Assert.Equal("nested", MartenTypeName.Alias(typeof(Nested)));

    [Fact]
    public void A_generic_type_is_refused() =>
        Assert.Throws<ArgumentException>(() => MartenTypeName.Alias(typeof(List<int>)));
}
