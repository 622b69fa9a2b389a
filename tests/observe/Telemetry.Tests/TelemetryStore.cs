using Dashboard.Postgres;
using Dashboard.Telemetry.Partitions;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Searching;
using Dashboard.Telemetry.Writing;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Telemetry.Tests;

/// <summary>Writer, compactor and readers over a database of their own.</summary>
internal sealed class TelemetryStore : IAsyncDisposable
{
    private TelemetryStore(TestDatabase database)
    {
        Database = database;
        Db = new TelemetryDb(database.Source);
        Partitions = new PartitionStore(Db, Options.Create(new RetentionOptions()), Time);
        Bell = new CallBell(Db, TimeProvider.System);
        Writer = NewWriter();
        Compactor = new Compactor(Db);
        Metrics = new MetricsQueries(Db);
        Calls = new CallQueries(Db, Time);
        Indexes = new PartitionIndexes(Db, Time);
    }

    public TestDatabase Database { get; }

    public TelemetryDb Db { get; }

    public FakeTimeProvider Time { get; } = new(Some.Noon.AddMinutes(30));

    public PartitionStore Partitions { get; }

    public CallBell Bell { get; }

    public CallWriter Writer { get; }

    public Compactor Compactor { get; }

    public MetricsQueries Metrics { get; }

    public CallQueries Calls { get; }

    public PartitionIndexes Indexes { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A store with the tables of calls and those of <paramref name="more"/>.</summary>
    public static async Task<TelemetryStore> CreateAsync(params MigrationSet[] more)
    {
        var store = new TelemetryStore(await TestDatabase.CreateAsync([TelemetryModule.Migrations, SearchingModule.Migrations, .. more]));
        await store.Writer.StartAsync(Ct);
        return store;
    }

    /// <summary>A second console on the same database.</summary>
    public CallWriter NewWriter() => new(
        new SpanTransaction(
            Db, new PartitionStore(Db, Options.Create(new RetentionOptions()), Time), new SeriesDirectory(Db), Bell),
        Bell, TimeProvider.System, NullLogger<CallWriter>.Instance);

    public async Task<WriteResult.Committed> WriteAsync(params SpanRecord[] spans) =>
        Assert.IsType<WriteResult.Committed>(await Writer.WriteAsync(spans, Ct));

    public Task<MetricsResult> ReadAsync(
        MetricsStep step = MetricsStep.All, DateTimeOffset? from = null, DateTimeOffset? to = null,
        params Dimension[] by) =>
        Metrics.ReadAsync(
            new MetricsQuery
            {
                Project = Dashboard.Events.ProjectId.First,
                From = from ?? Some.Noon.AddDays(-1),
                To = to ?? Some.Noon.AddDays(1),
                Step = step,
                By = by,
            },
            Ct);

    /// <summary>The one point of everything, or null when there is no call.</summary>
    public async Task<MetricsPoint?> TotalAsync() => (await ReadAsync()).Series.Single().Points.SingleOrDefault();

    public async ValueTask DisposeAsync()
    {
        await Writer.StopAsync(CancellationToken.None);
        Writer.Dispose();
        await Database.DisposeAsync();
    }
}
