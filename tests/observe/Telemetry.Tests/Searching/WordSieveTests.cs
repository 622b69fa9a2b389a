using Dashboard.Telemetry.Searching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

public sealed class WordSieveTests
{
    [Theory]
    [InlineData("refund", "ILIKE", "%refund%")]
    [InlineData("退", "~*", @"(?:退|\\+u9000)")]
    [InlineData("grü", "~*", @"gr(?:ü|\\+u00fc|\\+u00dc)")]
    [InlineData("𠮷", "~*", @"(?:𠮷|\\+ud842\\+udfb7)")]
    public void A_letter_beyond_ascii_may_be_escaped(string word, string sign, string pattern) =>
        Assert.Equal(new WordSieve(sign, pattern), WordSieve.For(word));
}
