using Dashboard.Web.Settings.Content;
using Xunit;

namespace Dashboard.Web.Tests.Settings.Content;

public sealed class FoundMarksTests
{
    [Fact]
    public void What_stood_there_before_is_no_find()
    {
        var found = FoundMarks.In("[email] ann@example.org 10.0.0.1", "[email] [email] [ip]");

        Assert.Equal([("[email]", 1), ("[ip]", 1)], found.Select(one => (one.Pattern.Mark, one.Count)));
    }
}
