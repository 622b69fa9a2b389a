using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Ingest;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Writing;
using Dashboard.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Evaluations.Tests;

/// <summary>Calls and scores over a database of its own, without the loops: a test says when the joiner runs.</summary>
internal sealed class ScoreStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ScoreStore(TestDatabase database)
    {
        Database = database;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new TelemetryDb(database.Source))
            .AddSingleton(new FreeSpace(
                new PostgresOptions { DataFolder = Path.GetTempPath(), MinFreeMegabytes = 0 }, TimeProvider.System))
            .AddLogging()
            .AddPricing()
            .AddTelemetry(new ConfigurationBuilder().Build())
            .AddIngest(new ConfigurationBuilder().Build())
            .AddEvaluations(new ConfigurationBuilder().Build())
            .AddSingleton(provider => new TestEventStore(database, [.. provider.GetServices<EventTypes>()], time: Time))
            .AddSingleton(provider => provider.GetRequiredService<TestEventStore>().Store)
            .BuildServiceProvider();
    }

    public TestDatabase Database { get; }

    public FakeTimeProvider Time { get; } = new(Some.Noon.AddMinutes(2));

    public ScoreWriter Scores => _services.GetRequiredService<ScoreWriter>();

    public ScoreJoiner Joiner => _services.GetRequiredService<ScoreJoiner>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A service that telemetry keeps to itself; alone, as the other loops would need more than this store has.</summary>
    public T Make<T>(Type neighbour, string name) =>
        (T)ActivatorUtilities.CreateInstance(_services, neighbour.Assembly.GetType(name, throwOnError: true)!);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ScoreStore> CreateAsync()
    {
        var store = new ScoreStore(await TestDatabase.CreateAsync([EventStoreModule.Migrations, .. Tables()]));
        await store.Get<CallWriter>().StartAsync(Ct);
        return store;
    }

    /// <summary>Every set of tables for telemetry, as the console applies them.</summary>
    private static IEnumerable<MigrationSet> Tables() => new ServiceCollection()
        .AddPricing()
        .AddTelemetry(new ConfigurationBuilder().Build())
        .AddIngest(new ConfigurationBuilder().Build())
        .AddEvaluations(new ConfigurationBuilder().Build())
        .Select(service => service.ImplementationInstance)
        .OfType<MigrationSet>()
        .Where(set => set.Role == DatabaseRole.Telemetry);

    public async Task CallAsync(params SpanRecord[] spans) =>
        Assert.IsType<WriteResult.Committed>(await Get<CallWriter>().WriteAsync(spans, Ct));

    public Task<int> VoteAsync(params Score[] scores) => Scores.WriteAsync(scores, Ct);

    public Task EraseAsync(ErasureTarget target) =>
        Get<ErasureDesk>().EraseAsync(ProjectId.First, target, new EventContext("key:test", "asked", null), Ct);

    /// <summary>Looks for a text in every table that may hold what clients sent, written with an escape as well.</summary>
    public async Task<bool> IsAnywhereAsync(string text)
    {
        string[] tables =
        [
            "scores", "call_scores", "score_past", "langfuse_events", "calls", "spans", "payloads", "log_records",
            "feedback_ids", "erased",
        ];
        foreach (var table in tables)
        {
            if (await Database.ReadAsync<bool>(
                $"SELECT EXISTS (SELECT FROM {table} t WHERE position($1 IN replace(t::text, '\\u0040', '@')) > 0)", text))
            {
                return true;
            }
        }

        return false;
    }

    public Task JoinAsync() => Joiner.JoinAllAsync(Ct);

    public async Task<ScoreCounts> TotalAsync(MetricsStep step = MetricsStep.All, string? version = null)
    {
        var result = await Get<MetricsQueries>().ReadAsync(
            new MetricsQuery
            {
                Project = ProjectId.First,
                From = Some.Noon.AddDays(-2),
                To = Some.Noon.AddDays(2),
                Step = step,
                Where = version is null
                    ? new Dictionary<Dimension, string>()
                    : new Dictionary<Dimension, string> { [Dimension.Version] = version },
            },
            Ct);
        return result.Series.SelectMany(series => series.Points)
            .Aggregate(default(ScoreCounts), (sum, point) => sum + point.Scores);
    }

    public async ValueTask DisposeAsync()
    {
        await Get<CallWriter>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
