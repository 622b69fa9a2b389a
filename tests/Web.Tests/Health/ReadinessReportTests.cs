using Dashboard.Web.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Dashboard.Web.Tests.Health;

public sealed class ReadinessReportTests
{
    [Theory]
    [InlineData(HealthStatus.Healthy, "ready", true)]
    [InlineData(HealthStatus.Degraded, "ready", false)]
    [InlineData(HealthStatus.Unhealthy, "not_ready", false)]
    public void What_is_out_of_date_is_said_and_takes_no_console_away(HealthStatus found, string status, bool ok)
    {
        var entry = new HealthReportEntry(found, "'routes' since noon", TimeSpan.Zero, null, null);
        var report = ReadinessReport.Of(new HealthReport(
            new Dictionary<string, HealthReportEntry> { [HealthModule.ReadModels] = entry }, TimeSpan.Zero));

        Assert.Equal(status, report.Status);
        Assert.Equal(new ReadinessReport.Check("read_models", ok, "'routes' since noon"), Assert.Single(report.Checks));
    }
}
