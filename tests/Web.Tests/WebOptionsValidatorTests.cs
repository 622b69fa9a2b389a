using Xunit;

namespace Dashboard.Web.Tests;

public sealed class WebOptionsValidatorTests
{
    [Theory]
    [InlineData("llmops.example.com, *.example.org,10.0.0.5", "10.0.0.5, 10.1.0.0/16, fd00::/8, ::1")]
    [InlineData("", "")]
    public void Hosts_and_networks_are_taken(string hosts, string proxies) => Assert.True(
        new WebOptionsValidator().Validate(null, new WebOptions { AllowedHosts = hosts, TrustedProxies = proxies }).Succeeded);

    [Theory]
    [InlineData("https://llmops.example.com", "", WebOptions.AllowedHostsSetting)]
    [InlineData("llmops.example.com:443", "", WebOptions.AllowedHostsSetting)]
    [InlineData("a b", "", WebOptions.AllowedHostsSetting)]
    [InlineData("", "proxy", WebOptions.TrustedProxiesSetting)]
    [InlineData("", "10.0.0.0/33", WebOptions.TrustedProxiesSetting)]
    [InlineData("", "*", WebOptions.TrustedProxiesSetting)]
    public void What_is_neither_is_refused_by_the_name_of_its_setting(string hosts, string proxies, string setting) =>
        Assert.Contains(
            new WebOptionsValidator()
                .Validate(null, new WebOptions { AllowedHosts = hosts, TrustedProxies = proxies }).Failures!,
            fault => fault.StartsWith(setting, StringComparison.Ordinal));
}
