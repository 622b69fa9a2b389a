using Dashboard.Ui.Controls;
using Xunit;

namespace Dashboard.Ui.Tests.Controls;

public sealed class GridViewTests
{
    private static readonly Row[] _rows = [new("b", 2), new("A", null), new("c", 1), new("a", 3)];

    private static readonly GridColumn<Row>[] _columns =
    [
        new("name", "Name", row => builder => builder.AddContent(0, row.Name))
        {
            Order = row => row.Name, Group = row => row.Name.ToUpperInvariant(),
        },
        new("size", "Size", row => builder => builder.AddContent(0, row.Size)) { Order = row => row.Size },
        new("note", "Note", _ => _ => { }),
    ];

    [Theory]
    [InlineData(null, "bAca")]
    [InlineData("name", "Aabc")]
    [InlineData("-name", "cbAa")]
    [InlineData("size", "cbaA")]
    [InlineData("-size", "abcA")] // unknown is neither least nor most
    [InlineData("note", "bAca")] // what does not sort, and what is not there
    [InlineData("nonsense", "bAca")]
    public void Rows_stand_in_the_order_of_the_address(string? sort, string names) =>
        Assert.Equal(names, string.Concat(View(sort).Of(_rows, _columns).Select(row => row.Name)));

    [Fact]
    public void A_filter_leaves_the_rows_that_have_the_value() => Assert.Equal(
        "Aa", string.Concat(View(null, ("name", "A"), ("size", "1")).Of(_rows, _columns).Select(row => row.Name)));

    [Theory]
    [InlineData(null, "size")]
    [InlineData("name", "size")]
    [InlineData("size", "-size")]
    [InlineData("-size", null)]
    public void A_head_sorts_upwards_then_downwards_then_not(string? sort, string? next) =>
        Assert.Equal(next, View(sort).Next("size"));

    [Theory]
    [InlineData(null, "none", "none")]
    [InlineData("size", "none", "ascending")]
    [InlineData("-size", "none", "descending")]
    public void The_head_says_how_its_column_is_sorted(string? sort, string name, string size) => Assert.Equal(
        [name, size, null], _columns.Select(View(sort).AriaSort));

    private static GridView View(string? sort, params (string Name, string Value)[] filters) =>
        new(sort, filters.ToDictionary(filter => filter.Name, filter => filter.Value));

    private sealed record Row(string Name, int? Size);
}
