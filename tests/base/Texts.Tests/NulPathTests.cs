using System.Text;
using Xunit;

namespace Dashboard.Texts.Tests;

public sealed class NulPathTests
{
    [Theory]
    [InlineData("""{"a":"b","c":[1,{"d":"\u0000"}]}""", "c[1].d")]
    [InlineData("""{"a":{"b\u0000":1}}""", "a")]
    [InlineData("""{"a":"\\u0000"}""", null)]
    public void The_member_that_holds_NUL_is_named(string json, string? path) =>
        Assert.Equal(path, NulPath.Of(LenientJson.ParseElement(Encoding.UTF8.GetBytes(json), keepsNul: true)));
}
