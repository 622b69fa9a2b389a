using Dashboard.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class PostgresModuleTests(ServerDataFolder data) : IClassFixture<ServerDataFolder>
{
    private static readonly MigrationSet Books =
        new("books", typeof(PostgresModuleTests).Assembly, "Migrating/Sets/Books", DatabaseRole.Decisions);

    private static readonly MigrationSet Calls =
        new("calls", typeof(PostgresModuleTests).Assembly, "Migrating/Sets/Books", DatabaseRole.Telemetry);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_databases_are_migrated_before_other_services_start_and_the_server_stops_with_the_host()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DASHBOARD_DATA"] = data.DataFolder });
        // Even when it is registered first.
        builder.Services.AddSingleton<Reader>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Reader>());
        builder.Services.AddPostgres(builder.Configuration).AddSingleton(Books);
        using (var host = builder.Build())
        {
            await host.StartAsync(Ct);
            Assert.Equal(1L, host.Services.GetRequiredService<Reader>().Seen);
            await host.StopAsync(Ct);
            await ((IAsyncDisposable)host).DisposeAsync();
        }

        Assert.Null(PostmasterFile.Read(data.Folder.Cluster));
    }

    [Fact]
    public async Task A_verb_opens_the_databases_beside_a_running_console()
    {
        var options = new PostgresOptions { DataFolder = data.DataFolder };
        await using var console = await PostgresStartup.OpenAsync(options, [Books], NullLoggerFactory.Instance, Ct);
        await using (var verb = await PostgresStartup.OpenAsync(options, [Books], NullLoggerFactory.Instance, Ct))
        {
            Assert.Equal(1L, await CountAsync(verb.Decisions));
        }

        Assert.Equal(1L, await CountAsync(console.Decisions));
    }

    [Fact]
    public async Task Two_databases_that_exist_get_each_their_own_tables()
    {
        await using var decisions = await TestDatabase.CreateAsync();
        await using var telemetry = await TestDatabase.CreateAsync();
        var options = new PostgresOptions
        {
            DataFolder = "/nowhere",
            Decisions = decisions.ConnectionString,
            Telemetry = telemetry.ConnectionString,
        };
        await using (await PostgresStartup.OpenAsync(options, [Books, Calls], NullLoggerFactory.Instance, Ct))
        {
            Assert.Equal("books", await decisions.ReadAsync<string>("SELECT DISTINCT set_name FROM schema_migrations"));
            Assert.Equal("calls", await telemetry.ReadAsync<string>("SELECT DISTINCT set_name FROM schema_migrations"));
        }
    }

    private static async Task<object?> CountAsync(DecisionsDb db)
    {
        await using var command = db.Source.CreateCommand("SELECT count(*) FROM books");
        return await command.ExecuteScalarAsync(Ct);
    }

    private sealed class Reader(DecisionsDb db) : IHostedService
    {
        public object? Seen { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) => Seen = await CountAsync(db);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
