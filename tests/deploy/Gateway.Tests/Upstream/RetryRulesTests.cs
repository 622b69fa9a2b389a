using Dashboard.Gateway.Upstream;
using Xunit;

namespace Dashboard.Gateway.Tests.Upstream;

public sealed class RetryRulesTests
{
    private static readonly GatewayOptions _options = new();

    [Fact]
    public void Waits_double_and_chance_spreads_them()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(50), RetryRules.Wait(_options, 0, null, chance: 0));
        Assert.Equal(TimeSpan.FromMilliseconds(300), RetryRules.Wait(_options, 1, null, chance: 1));
    }

    [Fact]
    public void What_the_provider_asks_for_is_granted_up_to_a_limit()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), RetryRules.Wait(_options, 0, TimeSpan.FromSeconds(2), chance: 0));
        Assert.Null(RetryRules.Wait(_options, 0, TimeSpan.FromSeconds(3), chance: 0));
    }

    [Theory]
    [InlineData("retry-after-ms", "20", 20)]
    [InlineData("retry-after", "2", 2000)]
    [InlineData("retry-after", "Sun, 22 Nov 2026 12:00:05 GMT", 5000)]
    [InlineData("retry-after", "Sun, 22 Nov 2026 11:00:00 GMT", 0)]
    public void The_providers_wait_is_read_in_each_form(string name, string value, double milliseconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value);

        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds), RetryRules.RetryAfter(response.Headers, Some.Noon));
    }
}
