using Dashboard.Ui.Numbers;
using Xunit;

namespace Dashboard.Ui.Tests.Numbers;

public sealed class SizeFormatTests
{
    [Theory]
    [InlineData(0L, "0 B")]
    [InlineData(999L, "999 B")]
    [InlineData(1_000L, "1.00 kB")]
    [InlineData(16_384L, "16.4 kB")]
    [InlineData(999_499L, "999 kB")]
    [InlineData(999_500L, "1.00 MB")]
    [InlineData(1_240_000_000L, "1.24 GB")]
    [InlineData(long.MaxValue, "9.22 EB")]
    [InlineData(null, "–")]
    public void Sizes_have_three_digits_and_a_unit_of_a_thousand(long? bytes, string expected) =>
        Assert.Equal(expected, SizeFormat.Bytes(bytes).Replace('\u202F', ' '));
}
