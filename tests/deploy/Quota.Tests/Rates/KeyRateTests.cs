using Dashboard.Quota.Limits;
using Dashboard.Quota.Rates;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Quota.Tests.Rates;

public sealed class KeyRateTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_request_that_lacks_tokens_takes_no_request_either()
    {
        var rate = new KeyRate(10, 100, TimeSpan.Zero);
        Assert.Null(rate.TryTake(100, TimeSpan.Zero).Wait);

        var refused = rate.TryTake(50, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(30), refused.Wait);
        Assert.True(refused.IsTokens);
        Assert.Equal(9, refused.Requests!.Value.Remaining);
        Assert.Null(rate.TryTake(50, TimeSpan.FromSeconds(30)).Wait);
    }

    [Fact]
    public void Headers_speak_as_OpenAI_does()
    {
        var rate = new KeyRate(2, 600, TimeSpan.Zero);
        rate.TryTake(30, TimeSpan.Zero);
        rate.TryTake(30, TimeSpan.Zero);

        var headers = RateHeaders.Of(rate.TryTake(30, TimeSpan.FromMilliseconds(500)))
            .ToDictionary(header => header.Key, header => header.Value);

        Assert.Equal("2", headers["x-ratelimit-limit-requests"]);
        Assert.Equal("0", headers["x-ratelimit-remaining-requests"]);
        Assert.Equal("59.5s", headers["x-ratelimit-reset-requests"]);
        Assert.Equal("600", headers["x-ratelimit-limit-tokens"]);
        Assert.Equal("545", headers["x-ratelimit-remaining-tokens"]);
        Assert.Equal("5.5s", headers["x-ratelimit-reset-tokens"]);
        Assert.Equal("30", headers["retry-after"]);
        Assert.Equal("29500", headers["retry-after-ms"]);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(17, "17ms")]
    [InlineData(8640, "8.64s")]
    [InlineData(360_000, "6m0s")]
    [InlineData(59_999.5, "1m0s")]
    public void Durations_are_written_as_OpenAI_writes_them(double milliseconds, string text) =>
        Assert.Equal(text, RateHeaders.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Only_other_rates_begin_with_full_buckets()
    {
        var rates = new KeyRates(_time);
        var limits = new KeyLimits { RequestsPerMinute = 1 };
        rates.Of("k", limits)!.TryTake(0, rates.Now);

        Assert.NotNull(rates.Of("k", limits with { AllowUnpriced = true })!.TryTake(0, rates.Now).Wait);
        Assert.Null(rates.Of("k", limits with { RequestsPerMinute = 2 })!.TryTake(0, rates.Now).Wait);
        Assert.Null(rates.Of("k", KeyLimits.None));
    }
}
