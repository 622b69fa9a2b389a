using Dashboard.Events;
using Dashboard.Explorer.ClientMetrics;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.ClientMetrics;

public sealed class ClientMetricQueriesTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync(ClientMetricsModule.Migrations);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Points_since_a_moment_are_counted_for_their_project_alone()
    {
        await _store.Partitions.EnsureAsync([DateOnly.FromDateTime(Some.Noon.UtcDateTime)], TestContext.Current.CancellationToken);
        await _store.Database.ExecuteAsync(
            """
            INSERT INTO metric_points (project_id, at, digest, name, kind, unit, raw)
            SELECT project, '2026-11-22T12:00:00Z'::timestamptz + i * interval '1 minute', gen_random_uuid(), 'm', 'sum', NULL, '{}'
            FROM generate_series(0, 9) AS i, unnest(ARRAY[1, 2]) AS project
            """);
        var queries = new ClientMetricQueries(_store.Db);

        Assert.Equal(5, await CountAsync(ProjectId.First, 5));
        Assert.Equal(0, await CountAsync(ProjectId.First, 10));
        Assert.Equal(0, await CountAsync(new ProjectId(3), 0));

        Task<long> CountAsync(ProjectId project, int minute) =>
            queries.CountAsync(project, Some.Noon.AddMinutes(minute), TestContext.Current.CancellationToken);
    }
}
