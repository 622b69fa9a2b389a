using Xunit;

namespace Dashboard.Access.Tests;

public sealed class AccessOptionsValidatorTests
{
    [Theory]
    [InlineData("https://llmops.example.com", true)]
    [InlineData("http://10.0.0.5:8080/", true)]
    [InlineData("llmops.example.com", false)]
    [InlineData("ftp://llmops.example.com", false)]
    [InlineData("https://llmops.example.com/console", false)]
    [InlineData("https://me@llmops.example.com", false)]
    public void A_public_address_is_a_url_without_a_path(string url, bool isTaken) => Assert.Equal(
        isTaken, new AccessOptionsValidator().Validate(null, new AccessOptions { PublicUrl = url }).Succeeded);
}
