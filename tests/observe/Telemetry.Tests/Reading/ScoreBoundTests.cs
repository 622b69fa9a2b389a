using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Telemetry.Tests.Reading;

public sealed class ScoreBoundTests
{
    [Theory]
    [InlineData("relevance>=0.8", "relevance>=0.8")]
    [InlineData(" relevance ≥ 0.80 ", "relevance>=0.8")]
    [InlineData("toxicity≤-1e-3", "toxicity<=-0.001")]
    [InlineData("a>=b<=2", "a>=b<=2")]
    public void A_bound_is_read_and_written_in_one_form(string text, string expected)
    {
        Assert.True(ScoreBound.TryParse(text, out var bound));
        Assert.Equal(expected, bound.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relevance")]
    [InlineData("relevance=0.8")]
    [InlineData(">=0.8")]
    [InlineData("relevance>=")]
    [InlineData("relevance>=high")]
    [InlineData("relevance>=NaN")]
    [InlineData("relevance>=Infinity")]
    public void What_is_no_name_sign_and_number_is_no_bound(string? text) =>
        Assert.False(ScoreBound.TryParse(text, out _));
}
