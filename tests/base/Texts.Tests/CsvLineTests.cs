using Dashboard.Telemetry.Api;
using Xunit;

namespace Dashboard.Telemetry.Tests.Api;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\nx", "\"'\nx\"")]
    public void A_cell_is_quoted_where_a_spreadsheet_would_misread_it(string? text, string cell) =>
        Assert.Equal(cell, CsvLine.Cell(text));
}
