using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// Both databases, ready to use: our own server started where none is configured, the version checked, the schema migrated. The host
/// holds one for its life; a command line verb opens one with <see cref="OpenAsync"/>, also beside a running console.
/// </summary>
public sealed class PostgresStartup : IAsyncDisposable
{
    private const string EmbeddedDatabase = "dashboard";

    private readonly EmbeddedServer? _server;
    private readonly bool _hasOwnTelemetry;

    /// <summary>Prepares the pools; connects to nothing yet.</summary>
    public PostgresStartup(PostgresOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        var validated = new PostgresOptionsValidator().Validate(null, options);
        if (validated.Failed)
        {
            throw new OptionsValidationException(nameof(PostgresOptions), typeof(PostgresOptions), validated.Failures);
        }

        var decisions = options.Decisions;
        if (decisions is null)
        {
            _server = new EmbeddedServer(
                new EmbeddedServerOptions(options.DataFolder), time, loggers.CreateLogger<EmbeddedServer>());
            decisions = _server.ConnectionString(EmbeddedDatabase);
        }

        _hasOwnTelemetry = options.Telemetry is not null;
        DecisionsConnectionString = Pools.Tune(decisions, "dashboard decisions", maxPoolSize: 20);
        TelemetryConnectionString = Pools.Tune(options.Telemetry ?? decisions, "dashboard telemetry", maxPoolSize: 40);
        Decisions = new DecisionsDb(Pools.Create(DecisionsConnectionString, "decisions", loggers));
        Telemetry = new TelemetryDb(Pools.Create(TelemetryConnectionString, "telemetry", loggers));
    }

    public DecisionsDb Decisions { get; }

    public TelemetryDb Telemetry { get; }

    /// <summary>With its password, for connections outside the pool.</summary>
    public string DecisionsConnectionString { get; }

    /// <inheritdoc cref="DecisionsConnectionString"/>
    public string TelemetryConnectionString { get; }

    /// <summary>What is wrong with the embedded server; null while it runs, and where there is none.</summary>
    public string? ServerTrouble => _server?.Trouble;

    /// <summary>Opens both databases outside a host; disposing closes them and stops a server that this call started.</summary>
    public static async Task<PostgresStartup> OpenAsync(
        PostgresOptions options, IEnumerable<MigrationSet> migrations, ILoggerFactory loggers, CancellationToken ct)
    {
        var startup = new PostgresStartup(options, loggers, TimeProvider.System);
        try
        {
            await startup.StartAsync(migrations, ct);
            return startup;
        }
        catch
        {
            await startup.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Which of the configured servers, not started by this process, cannot be reached now, and why not; empty where a
    /// start may succeed.
    /// </summary>
    /// <exception cref="NpgsqlException">A server refuses what is configured; waiting would not help.</exception>
    public async Task<IReadOnlyDictionary<DatabaseRole, string>> FindUnreachableAsync(CancellationToken ct)
    {
        var unreachable = new Dictionary<DatabaseRole, string>();
        if (_server is null && await TryReachAsync(Decisions.Source, ct) is { } decisions)
        {
            unreachable.Add(DatabaseRole.Decisions, decisions);
        }

        if (_hasOwnTelemetry && await TryReachAsync(Telemetry.Source, ct) is { } telemetry)
        {
            unreachable.Add(DatabaseRole.Telemetry, telemetry);
        }

        return unreachable;
    }

    /// <summary>Starts the embedded server if there is to be one, checks the versions and migrates.</summary>
    /// <exception cref="InvalidOperationException">Something must be changed first; the message says what.</exception>
    public async Task StartAsync(IEnumerable<MigrationSet> migrations, CancellationToken ct)
    {
        await StartServersAsync(ct);
        await MigrateAsync(migrations, ct);
    }

    /// <summary>Like <see cref="StartAsync"/>, but leaves the databases as they are.</summary>
    internal async Task StartServersAsync(CancellationToken ct)
    {
        if (_server is not null)
        {
            await _server.StartAsync(ct);
            await CreateDatabaseAsync(_server.ConnectionString("postgres"), ct);
        }

        await ServerVersion.RequireAsync(Decisions.Source, "DASHBOARD_DB", ct);
        await ServerVersion.RequireAsync(Telemetry.Source, "DASHBOARD_TELEMETRY_DB", ct);
    }

    internal async Task MigrateAsync(IEnumerable<MigrationSet> migrations, CancellationToken ct)
    {
        var byRole = migrations.ToLookup(set => set.Role);
        await MigrationRunner.RunAsync(Decisions.Source, byRole[DatabaseRole.Decisions], ct);
        await MigrationRunner.RunAsync(Telemetry.Source, byRole[DatabaseRole.Telemetry], ct);
    }

    /// <summary>Closes the pools, then stops the embedded server where we own it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Decisions.Source.DisposeAsync();
        await Telemetry.Source.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static async Task<string?> TryReachAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            return null;
        }
        catch (Exception e) when (DatabaseAway.IsUnreachable(e))
        {
            // Without the address, which is nothing for everybody to read.
            return e is PostgresException refused ? refused.MessageText : (e.InnerException ?? e).Message.TrimEnd('.');
        }
    }

    private static async Task CreateDatabaseAsync(string maintenance, CancellationToken ct)
    {
        await using var source = new NpgsqlDataSourceBuilder(maintenance) { Name = "maintenance" }.Build();
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new() { Value = EmbeddedDatabase });
        if (await exists.ExecuteScalarAsync(ct) is not null)
        {
            return;
        }

        try
        {
            await using var create = source.CreateCommand($"CREATE DATABASE {EmbeddedDatabase}");
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase
            or PostgresErrorCodes.UniqueViolation)
        {
            // Another console made it in the same moment.
        }
    }
}
