using System.Text.Json;
using Xunit;

namespace Dashboard.Texts.Tests;

public sealed class OutsideTimeTests
{
    [Theory]
    [InlineData("2026-11-22T12:00:00Z", true)]
    [InlineData("2026-11-22T12:00:00+14:00", true)]
    [InlineData("1900-01-01T00:00:00Z", true)]
    [InlineData("2199-12-31T23:59:59Z", true)]
    [InlineData("0001-01-01T00:00:00Z", false)]
    [InlineData("0001-01-01T00:00:00+14:00", false)]
    [InlineData("9999-12-31T23:59:59Z", false)]
    [InlineData("9999-12-31T23:59:59-14:00", false)]
    [InlineData("yesterday", false)]
    [InlineData("", false)]
    public void Times_that_can_be_reckoned_with_are_taken(string text, bool taken)
    {
        Assert.Equal(taken, OutsideTime.TryParse(text, out var time));
        Assert.True(!taken || time.Offset == TimeSpan.Zero);
    }

    [Fact]
    public void A_time_of_a_body_that_cannot_be_taken_is_refused_by_its_path()
    {
        var options = new JsonSerializerOptions { Converters = { new OutsideTimeConverter() } };

        var refused = Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize<Body>("""{"At":"0001-01-01T00:00:00Z"}""", options));

        Assert.Equal("$.At", refused.Path);
        Assert.Equal(2026, JsonSerializer.Deserialize<Body>("""{"At":"2026-11-22T12:00:00Z"}""", options)!.At.Year);
    }

    private sealed record Body(DateTimeOffset At);
}
