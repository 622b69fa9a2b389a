using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Testing;
using JasperFx;
using Xunit;

namespace Dashboard.MartenProgram.Tests;

/// <summary>Where a database of decisions comes from.</summary>
public enum Origin
{
    /// <summary>Made by this version.</summary>
    Fresh,

    /// <summary>Made by a version that wrote into Marten's tables without Marten.</summary>
    Landed,

    /// <summary>Landed, then opened by a Marten application that brings the tables to its form and runs its daemon.</summary>
    ForeignOpened,
}

/// <summary>Databases as they are found in the field.</summary>
internal static class Database
{
    public const string Stream = "route:1:gus";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>With one route of two events, before this version has seen it.</summary>
    public static async Task<TestDatabase> CreateAsync(Origin origin)
    {
        var db = await TestDatabase.CreateAsync();
        await MigrationRunner.RunAsync(
            db.Source,
            [origin == Origin.Fresh ? EventStoreModule.Migrations : EventStoreModule.Migrations with { Then = null }],
            Ct);
        await db.ExecuteAsync($"INSERT INTO mt_streams (id, type, version) VALUES ('{Stream}', 'route', 2)");
        await db.ExecuteAsync($$$"""
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, headers)
            SELECT nextval('mt_events_sequence'), gen_random_uuid(), '{{{Stream}}}', n,
                jsonb_build_object('ProjectId', 1, 'Route', 'gus', 'Revision', n), 'route_deployed',
                'Dashboard.Events.RouteDeployed, Dashboard.Events', '{"actor": "person:ann"}'
            FROM generate_series(1, 2) n
            """);
        if (origin == Origin.ForeignOpened)
        {
            await RunForeignProgramAsync(db);
        }

        return db;
    }

    /// <summary>What every start of the console does.</summary>
    public static Task StartConsoleAsync(TestDatabase db) =>
        MigrationRunner.RunAsync(db.Source, [EventStoreModule.Migrations], Ct);

    private static async Task RunForeignProgramAsync(TestDatabase db)
    {
        await using var store = ForeignProgram.Open(db.ConnectionString, AutoCreate.All, keepsViews: true);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(TimeSpan.FromMinutes(2));
        await daemon.StopAllAsync();
    }
}
