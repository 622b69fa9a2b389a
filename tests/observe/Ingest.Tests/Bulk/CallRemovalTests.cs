using Dashboard.Events;
using Dashboard.Ingest.Bulk;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Ingest.Tests.Bulk;

public sealed class CallRemovalTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_takes_the_calls_and_sums_of_its_routes_in_its_environment_and_nothing_else(bool folded)
    {
        await _store.WriteAsync(
            Some.Call(route: "a", environment: "demo"), Some.Call(route: "a", environment: "demo"),
            Some.Call(route: "a"), Some.Call(route: "b", environment: "demo"));
        if (folded)
        {
            await _store.Compactor.RunAsync(Ct);
        }

        Assert.Equal(2, await new CallRemoval(_store.Db).RunAsync(ProjectId.First, "demo", ["a"], Ct));
        Assert.Equal(0, await new CallRemoval(_store.Db).RunAsync(ProjectId.First, "demo", ["a"], Ct));

        var left = await _store.Metrics.ReadAsync(
            new MetricsQuery
            {
                Project = ProjectId.First,
                From = Some.Noon.AddDays(-1),
                To = Some.Noon.AddDays(1),
                Step = MetricsStep.Day,
                By = [Dimension.Route, Dimension.Environment],
            },
            Ct);
        Assert.Equal(
            [("a", null, 1L), ("b", "demo", 1L)],
            left.Series.Where(series => series.Points.Count > 0)
                .Select(series => (series[Dimension.Route]!, series[Dimension.Environment], series.Points.Sum(point => point.Calls)))
                .Order());
    }
}
