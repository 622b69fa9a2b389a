using Dashboard.Web.Verbs;
using Xunit;

namespace Dashboard.Web.Tests.Verbs;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("fly")]
    [InlineData("--fly")]
    [InlineData("keys")]
    [InlineData("keys", "create")]
    [InlineData("keys", "create", "--scopes", "read", "--project", "one")]
    public async Task Wrong_usage_ends_with_2(params string[] args) =>
        Assert.Equal(CommandLine.WrongUsage, await CommandLine.RunAsync(args));

    [Fact]
    public async Task Help_ends_with_0() => Assert.Equal(CommandLine.Ok, await CommandLine.RunAsync(["--help"]));

    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("http://0.0.0.0:5080/", "http://localhost:5080")]
    [InlineData("http://[::]:5080", "http://localhost:5080")]
    [InlineData("https://*:443", "https://localhost:443")]
    public void The_printed_address_can_be_opened(string configured, string printed) =>
        Assert.Equal(printed, ConsoleUrl.Of(new WebOptions { Url = configured }));

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://*:80", true)]
    [InlineData("https://console.example", true)]
    [InlineData("127.0.0.1:5080", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("http://127.0.0.1:5080/console", false)]
    public void Only_an_address_that_can_be_listened_on_is_accepted(string url, bool accepted) =>
        Assert.Equal(accepted, new WebOptionsValidator().Validate(null, new WebOptions { Url = url }).Succeeded);
}
