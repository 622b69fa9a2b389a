using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.MartenProgram.Tests;

public sealed class BackupTests : IAsyncLifetime
{
    private const string Rows = """
        SELECT string_agg(concat_ws(' ', seq_id, id, stream_id, version, data, type, timestamp, headers), ',' ORDER BY seq_id)
        FROM mt_events
        """;

    private static readonly MigrationSet[] _migrations = [EventStoreModule.Migrations];

    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-marten-backup-").FullName;
    private TestDatabase _empty = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string BackupFile => Path.Combine(_folder, "console.backup");

    public async ValueTask InitializeAsync() => _empty = await TestDatabase.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _empty.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(Origin.Fresh, true)]
    [InlineData(Origin.Landed, false)]
    [InlineData(Origin.Landed, true)]
    [InlineData(Origin.ForeignOpened, false)]
    [InlineData(Origin.ForeignOpened, true)]
    public async Task Every_event_is_back_after_a_restore(Origin origin, bool upgraded)
    {
        await using var db = await Database.CreateAsync(origin);
        if (upgraded)
        {
            await Database.StartConsoleAsync(db);
        }

        await BackUpAsync(db);
        var restored = await RestoreAsync();

        Assert.Equal(await db.ReadAsync<string>(Rows), await _empty.ReadAsync<string>(Rows));
        Assert.Equal(
            await db.ReadAsync<long>("SELECT last_value FROM mt_events_sequence"),
            await _empty.ReadAsync<long>("SELECT last_value FROM mt_events_sequence"));
        Assert.Equal(
            origin == Origin.ForeignOpened ? ["public.mt_doc_routeview"] : [], restored.LeftOut);
        await using var program = ForeignProgram.Open(_empty.ConnectionString);
        await program.Storage.Database.AssertDatabaseMatchesConfigurationAsync(Ct);
    }

    [Fact]
    public async Task What_a_restore_would_lose_is_refused_by_its_name_and_nothing_is_restored()
    {
        await using var db = await Database.CreateAsync(Origin.Landed);
        await db.ExecuteAsync("ALTER TABLE mt_events ADD COLUMN user_name varchar DEFAULT 'ann'");
        await BackUpAsync(db);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(RestoreAsync);

        Assert.Contains("public.mt_events.user_name", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await _empty.ReadAsync<long>(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public async Task A_column_of_a_table_without_rows_is_no_loss()
    {
        await using var db = await Database.CreateAsync(Origin.Landed);
        await db.ExecuteAsync("ALTER TABLE mt_high_water_skips ADD COLUMN of_another int");
        await BackUpAsync(db);

        await RestoreAsync();

        Assert.Equal(await db.ReadAsync<string>(Rows), await _empty.ReadAsync<string>(Rows));
    }

    private async Task BackUpAsync(TestDatabase db)
    {
        await using var databases = Databases(db);
        await new BackupWriter(databases, TimeProvider.System).WriteAsync(BackupFile, [], Ct);
    }

    private async Task<BackupSummary> RestoreAsync()
    {
        await using var databases = Databases(_empty);
        return await new BackupRestorer(databases, _migrations).RestoreAsync(BackupFile, _folder, Ct);
    }

    private PostgresStartup Databases(TestDatabase db) => new(
        new PostgresOptions { DataFolder = _folder, Decisions = db.ConnectionString },
        NullLoggerFactory.Instance,
        TimeProvider.System);
}
