using Dashboard.Telemetry.Searching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("refund order", "refund|order")]
    [InlineData("\"where is\" order", "where is|order")]
    [InlineData("\"never closed", "never closed")]
    [InlineData("refund* 42", "refund*|42")]
    [InlineData("\"in quotes*\"", "in quotes*")]
    [InlineData("  a\t\"b\"c ", "a|b|c")]
    [InlineData("foo & ! bar", "foo|bar")]
    public void Words_phrases_and_beginnings_are_terms(string text, string terms) =>
        Assert.Equal(
            terms, string.Join('|', SearchText.Parse(text)!.Terms.Select(term => term.Text + (term.IsPrefix ? "*" : ""))));

    [Theory]
    [InlineData("")]
    [InlineData(" \" \" ")]
    [InlineData("*** & !")]
    public void Without_a_letter_or_digit_there_is_nothing_to_find(string text) => Assert.Null(SearchText.Parse(text));

    [Fact]
    public void A_beginning_is_quoted_for_the_database() =>
        Assert.Equal("'o''neil\\\\':*", SearchText.Parse("o'neil\\*")!.Terms.Single().Quoted);
}
