using Dashboard.Telemetry.Partitions;
using Dashboard.Web.Settings.Retention;
using Xunit;

namespace Dashboard.Web.Tests.Settings.Retention;

public sealed class RetentionDraftTests
{
    private readonly RetentionDraft _draft = new();
    private readonly RetentionOptions _holds = new();

    [Fact]
    public void What_was_not_typed_follows_what_holds()
    {
        _draft.Type(TelemetryKind.Logs, " 4 ");
        var others = _holds with { Metrics = TimeSpan.FromDays(1) };

        Assert.Equal("1", _draft.Text(TelemetryKind.Metrics, others));
        Assert.Equal(others with { Logs = TimeSpan.FromDays(4) }, _draft.Read(others));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("3.5")]
    [InlineData("ten")]
    [InlineData("3651")]
    [InlineData("99999999999")]
    public void What_is_no_number_of_days_is_no_wish(string text)
    {
        _draft.Type(TelemetryKind.Calls, text);
        Assert.Null(_draft.Read(_holds));
    }
}
