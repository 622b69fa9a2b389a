using System.Buffers;
using System.Text;
using Xunit;

namespace Dashboard.Texts.Tests;

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
    [InlineData("it's", "it's")]
    public void No_cell_is_a_formula_or_breaks_its_line(string? text, string cell)
    {
        var line = new ArrayBufferWriter<byte>();

        CsvLine.Write(line, ["x", text, "y"]);

        Assert.Equal($"x,{cell},y\r\n", Encoding.UTF8.GetString(line.WrittenSpan));
    }
}
