using CsCheck;
using Xunit;

namespace Dashboard.Texts.Tests;

public sealed class PercentTextTests
{
    [Theory]
    [InlineData("q=Gr%C3%BC%C3%9Fe+100%25", null)]
    [InlineData("q=100%", null)]
    [InlineData("q=%zz", null)]
    [InlineData("q=a%00", StoredStringConverter.HoldsNul)]
    [InlineData("q=%FF", StoredStringConverter.IsNotUtf8)]
    [InlineData("q=%C0%80", StoredStringConverter.IsNotUtf8)]
    [InlineData("q=%ED%A0%BD", StoredStringConverter.IsNotUtf8)]
    public void What_is_no_text_is_told(string encoded, string? fault) => Assert.Equal(fault, PercentText.Fault(encoded));

    [Fact]
    public void Whatever_text_was_encoded_is_text() => Gen.String.Sample(text => Assert.Equal(
        text.Contains('\0') ? StoredStringConverter.HoldsNul : null,
        PercentText.Fault(Uri.EscapeDataString(text))));
}
