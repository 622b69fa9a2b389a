using Xunit;

namespace Dashboard.Events.Tests;

public sealed class TokenCountsTests
{
    [Fact]
    public void Input_and_output_include_every_bucket_once()
    {
        var tokens = new TokenCounts
        {
            InputUncached = 1,
            CacheRead = 20,
            CacheWrite = 300,
            CacheWrite1h = 4_000,
            AudioInput = 50_000,
            OutputText = 7,
            Reasoning = 80,
            AudioOutput = 900,
        };

        Assert.Equal(54_321, tokens.Input);
        Assert.Equal(987, tokens.Output);
    }

    [Fact]
    public void A_total_that_cannot_be_held_throws()
    {
        var tokens = new TokenCounts
        {
            InputUncached = long.MaxValue,
            CacheRead = 1,
            OutputText = long.MaxValue,
            Reasoning = 1,
        };

        Assert.Throws<OverflowException>(() => tokens.Input);
        Assert.Throws<OverflowException>(() => tokens.Output);
    }
}
