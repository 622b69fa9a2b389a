using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// A PostgreSQL server of our own, as a supervised child process: made at the first start, reachable through a socket in the data
/// folder alone, adopted when a killed console left it running, started again when it dies, stopped in good order.
/// </summary>
public sealed partial class EmbeddedServer(EmbeddedServerOptions options, TimeProvider time, ILogger<EmbeddedServer> logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>A server that lived this long did not die of its start.</summary>
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(30);

    private readonly ServerFolder _folder = new(options.DataFolder);
    private readonly CancellationTokenSource _stopping = new();
    private OwnerLock? _owner;
    private ServerProcess? _server;
    private Task? _supervision;
    private bool _disposed;

    /// <summary>The process id of the postmaster, while one runs.</summary>
    public int? ProcessId => _server?.Id;

    /// <summary>Whether this console supervises the server (and stops it), or another one on the same data folder does.</summary>
    public bool IsOwner => _owner is not null;

    /// <summary>Why it does not run, once it did, and what is done about it; null while it runs.</summary>
    public string? Trouble { get; private set; }

    /// <summary>How to reach a database of this server. Makes the password at the first call; the server need not run yet.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _folder.SocketFolder,
        Port = 5432,
        Username = ClusterInitializer.UserName,
        Password = _folder.Password(),
        Database = database,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Returns when the server accepts connections; supervises it from then on.</summary>
    /// <exception cref="InvalidOperationException">The server cannot start; the message holds what it said.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        _folder.Create(ServerUser.ForThisProcess());
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        _server = await ObtainAsync(ct);
        _supervision = SuperviseAsync(_stopping.Token);
    }

    /// <summary>Stops the server where we own it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await _stopping.CancelAsync();
        if (_supervision is not null)
        {
            await _supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_server is not null)
        {
            if (IsOwner)
            {
                await _server.StopAsync(options.Patience);
                LogStopped(_server.Id);
            }

            _server.Dispose();
        }

        _owner?.Dispose();
        _owner = null;
        _stopping.Dispose();
    }

    /// <summary>Adopts or starts. Waits while another console is about to start it.</summary>
    private async Task<ServerProcess> ObtainAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            _owner ??= OwnerLock.TryTake(_folder.OwnerFile);
            var live = PostmasterFile.ReadLive(_folder.Cluster);
            if (live is { IsStopping: false })
            {
                var found = ServerProcess.Adopt(live.ProcessId, _folder.Cluster, time);
                if (await found.WaitUntilReadyAsync(ct) is null)
                {
                    LogAdopted(live.ProcessId, IsOwner);
                    return found;
                }
            }
            else if (IsOwner && live is null)
            {
                return await StartServerAsync(ct);
            }

            if (time.GetElapsedTime(began) > options.Patience)
            {
                throw new InvalidOperationException(
                    $"Another console holds '{_folder.OwnerFile}' but its PostgreSQL server does not become ready. See '{_folder.Log}'.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, ct);
        }
    }

    private async Task<ServerProcess> StartServerAsync(CancellationToken ct)
    {
        var user = ServerUser.ForThisProcess();
        var binaries = ServerBinaries.Locate().ReadyFor(user, _folder.Root);
        await ClusterInitializer.EnsureAsync(_folder, binaries, user, options.Durable, ct);
        var settings = ServerSettings.For(options, _folder);
        var began = time.GetTimestamp();
        while (true)
        {
            var server = ServerProcess.Start(binaries, _folder.Cluster, settings, user, time);
            var failure = await WaitOrStopAsync(server, ct);
            if (failure is null)
            {
                LogStarted(server.Id, _folder.SocketFolder);
                return server;
            }

            server.Dispose();
            // Children of a killed server need a moment to end; until then its lock file and memory stay.
            var held = failure.Contains("postmaster.pid", StringComparison.Ordinal)
                || failure.Contains("shared memory block", StringComparison.Ordinal);
            if (!held || time.GetElapsedTime(began) > LockRetry)
            {
                throw new InvalidOperationException(
                    $"The embedded PostgreSQL server did not start: {failure} See also '{_folder.Log}'.");
            }

            StaleLock.TryRemove(_folder);
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, ct);
        }
    }

    private async Task<string?> WaitOrStopAsync(ServerProcess server, CancellationToken ct)
    {
        try
        {
            return await server.WaitUntilReadyAsync(ct);
        }
        catch (OperationCanceledException)
        {
            await server.StopAsync(options.Patience);
            server.Dispose();
            throw;
        }
    }

    private async Task SuperviseAsync(CancellationToken ct)
    {
        var pause = ShortestPause;
        var up = time.GetTimestamp();
        while (true)
        {
            await _server!.WaitForExitAsync(ct);
            LogDied(_server.Id);
            Trouble = "PostgreSQL ended unexpectedly and is being started again.";
            pause = time.GetElapsedTime(up) > StableAfter ? ShortestPause : Longer(pause);
            while (!await TryReplaceAsync(pause, ct))
            {
                pause = Longer(pause);
            }

            up = time.GetTimestamp();
        }
    }

    private async Task<bool> TryReplaceAsync(TimeSpan pause, CancellationToken ct)
    {
        await Task.Delay(pause, time, ct);
        try
        {
            var next = await ObtainAsync(ct);
            _server!.Dispose();
            _server = next;
            Trouble = null;
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Without another attempt the console would stay without its database until somebody starts it anew.
            LogRestartFailed(e);
            Trouble = $"PostgreSQL ended unexpectedly and does not start again; the next attempt follows. {e.Message}";
            return false;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    // Without a call of DisposeAsync (Environment.Exit, a test host that gives up) there is no time for more than a signal.
    private void OnProcessExit(object? sender, EventArgs e)
    {
        if (IsOwner && _server is { IsAlive: true } server)
        {
            Posix.Kill(server.Id, Posix.SigInt);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {ProcessId} serves {SocketFolder}")]
    private partial void LogStarted(int processId, string socketFolder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Adopted PostgreSQL {ProcessId}; supervised by us: {Owner}")]
    private partial void LogAdopted(int processId, bool owner);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {ProcessId} has stopped")]
    private partial void LogStopped(int processId);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL {ProcessId} ended unexpectedly")]
    private partial void LogDied(int processId);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL did not start again; another attempt follows")]
    private partial void LogRestartFailed(Exception exception);
}
