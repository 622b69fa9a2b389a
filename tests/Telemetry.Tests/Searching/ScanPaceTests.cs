using Dashboard.Telemetry.Searching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Searching;

public sealed class ScanPaceTests
{
    private readonly ScanPace _pace = new();

    [Fact]
    public void Quick_statements_read_more_of_the_past()
    {
        _pace.Took(TimeSpan.FromMilliseconds(1));
        _pace.Took(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.FromMinutes(64), _pace.Length);
    }

    [Fact]
    public void Slow_statements_read_less_and_never_nothing()
    {
        for (var i = 0; i < 40; i++)
        {
            _pace.Took(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Length);
    }
}
