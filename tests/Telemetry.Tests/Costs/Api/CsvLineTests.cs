using Dashboard.Telemetry.Costs.Api;
using Xunit;

namespace Dashboard.Telemetry.Tests.Costs.Api;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("gus", "gus")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData(null, "")]
    public void No_cell_is_a_formula_or_breaks_its_line(string? cell, string expected) =>
        Assert.Equal($"x,{expected}\r\n", CsvLine.Of("x", cell));
}
