using Dashboard.Deployments.Pages;
using Xunit;

namespace Dashboard.Deployments.Tests.Pages;

public sealed class ReasonTextTests
{
    [Theory]
    [InlineData(null, "slower", "slower")]
    [InlineData("slower", "disliked", "slower, disliked")]
    [InlineData("slower, disliked", "slower", "disliked")]
    [InlineData("it is slower than before", "slower", "it is slower than before, slower")]
    [InlineData(" slower ,, cost", "cost", "slower")]
    public void A_word_is_added_once_and_taken_away_again(string? before, string word, string after) =>
        Assert.Equal(after, ReasonText.Toggle(before, word));
}
