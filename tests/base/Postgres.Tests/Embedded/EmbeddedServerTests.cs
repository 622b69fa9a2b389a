using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class EmbeddedServerTests(ServerDataFolder data) : IClassFixture<ServerDataFolder>
{
    private const int SigKill = 9;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_serves_its_socket_and_no_network()
    {
        await using var server = await StartAsync();
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        Assert.Equal("", await ServerDataFolder.AskAsync(source, "SHOW listen_addresses"));
        var listening = ProcFiles.ListeningTcpSockets();
        Assert.NotEmpty(ProcFiles.Sockets(server.ProcessId!.Value));
        Assert.DoesNotContain(ProcFiles.Sockets(server.ProcessId.Value), listening.Contains);
        Assert.Equal("UTF8 C.UTF-8 b on", await ServerDataFolder.AskAsync(source, """
            SELECT concat_ws(' ', pg_encoding_to_char(encoding), datlocale, datlocprovider, current_setting('data_checksums'))
            FROM pg_database WHERE datname = 'postgres'
            """));
    }

    [Fact]
    public async Task Its_password_is_for_the_owner_alone_and_is_asked_for()
    {
        await using var server = await StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.Folder.PasswordFile));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(data.Folder.SocketFolder));
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Password = "guess" };
        await using var source = NpgsqlDataSource.Create(wrong);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => source.OpenConnectionAsync(Ct).AsTask());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task It_runs_apart_from_us_in_group_user_and_environment()
    {
        Environment.SetEnvironmentVariable("DASHBOARD_TEST_SECRET", "must not reach the server");
        await using var server = await StartAsync();
        var id = server.ProcessId!.Value;
        Assert.Equal(id, ProcFiles.ProcessGroup(id));
        Assert.NotEqual("0", ProcFiles.UserId(id));
        Assert.Equal(["LC_ALL", "PATH"], ProcFiles.EnvironmentNames(id).Order());
    }

    [Fact]
    public async Task A_stop_is_clean()
    {
        var server = await StartAsync();
        var id = server.ProcessId!.Value;
        await server.DisposeAsync();
        Assert.False(PostmasterFile.IsServerOf(id, data.Folder.Cluster));
        Assert.False(File.Exists(Path.Combine(data.Folder.Cluster, "postmaster.pid")));
        Assert.Contains("database system is shut down", ReadLog(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_a_killed_console_left_is_adopted_and_then_stopped()
    {
        using var orphan = await data.OrphanAsync();
        await using (var server = await StartAsync())
        {
            Assert.Equal(orphan.Id, server.ProcessId);
            Assert.True(server.IsOwner);
        }

        await orphan.WaitForExitAsync(Ct);
        Assert.False(File.Exists(Path.Combine(data.Folder.Cluster, "postmaster.pid")));
    }

    [Fact]
    public async Task A_killed_server_comes_back_and_pools_recover()
    {
        await using var server = await StartAsync();
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await ServerDataFolder.AskAsync(source, "SET synchronous_commit = on; CREATE TABLE kept AS SELECT 7 AS n");
        var killed = server.ProcessId!.Value;
        Assert.True(Posix.Kill(killed, SigKill));
        await WaitUntilAsync(() => server.ProcessId != killed);
        Assert.Equal(7, await ServerDataFolder.AskAsync(source, "SELECT n FROM kept"));
    }

    [Fact]
    public async Task A_killed_server_that_does_not_come_back_says_why_until_it_does()
    {
        await using var server = await StartAsync();
        var version = Path.Combine(data.Folder.Cluster, "PG_VERSION");
        await File.WriteAllTextAsync(version, "12\n", Ct);
        Assert.Null(server.Trouble);

        Assert.True(Posix.Kill(server.ProcessId!.Value, SigKill));
        await WaitUntilAsync(() => server.Trouble?.Contains("incompatible", StringComparison.Ordinal) == true);
        await File.WriteAllTextAsync(version, "18\n", Ct);

        await WaitUntilAsync(() => server.Trouble is null);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        Assert.Equal(1, await ServerDataFolder.AskAsync(source, "SELECT 1"));
    }

    [Fact]
    public async Task A_killed_orphan_is_replaced_although_its_children_hold_the_lock_for_a_moment()
    {
        using var orphan = await data.OrphanAsync();
        Assert.True(Posix.Kill(orphan.Id, SigKill));
        await orphan.WaitForExitAsync(Ct);
        await using var server = await StartAsync();
        Assert.NotEqual(orphan.Id, server.ProcessId);
    }

    [Fact]
    public async Task A_second_console_uses_the_server_and_leaves_it_running()
    {
        await using var first = await StartAsync();
        await using (var second = await StartAsync())
        {
            Assert.Equal((first.ProcessId, false), (second.ProcessId, second.IsOwner));
        }

        await using var source = NpgsqlDataSource.Create(first.ConnectionString("postgres"));
        await using var command = source.CreateCommand("SELECT 1");
        Assert.Equal(1, await command.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task Consoles_that_start_at_once_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(StartAsync, Ct)));
        Assert.Single(servers.Select(server => server.ProcessId).Distinct());
        Assert.Single(servers, server => server.IsOwner);
        foreach (var server in servers.OrderBy(server => server.IsOwner))
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_second_console_starts_the_server_again_when_its_owner_leaves()
    {
        var first = await StartAsync();
        await using var second = await StartAsync();
        var former = first.ProcessId;
        await first.DisposeAsync();
        await using var source = NpgsqlDataSource.Create(second.ConnectionString("postgres"));
        Assert.Equal(1, await ServerDataFolder.AskAsync(source, "SELECT 1"));
        await WaitUntilAsync(() => second.IsOwner && second.ProcessId != former);
    }

    [Fact]
    public async Task Lock_files_that_name_a_stranger_do_not_keep_the_server_down()
    {
        await (await StartAsync()).DisposeAsync();
        // After a crash a process of the same user may have got the server's former number.
        using var stranger = Process.Start(ServerCommand.Create("/usr/bin/sleep", ["600"], ServerUser.ForThisProcess()))!;
        try
        {
            var id = stranger.Id.ToString(CultureInfo.InvariantCulture);
            await File.WriteAllLinesAsync(
                Path.Combine(data.Folder.Cluster, "postmaster.pid"),
                [id, data.Folder.Cluster, "1700000000", "5432", data.Folder.SocketFolder, "", "  123456  99999999", "ready   "],
                Ct);
            await File.WriteAllLinesAsync(
                data.Folder.SocketLockFile,
                [id, data.Folder.Cluster, "1700000000", "5432", data.Folder.SocketFolder],
                Ct);
            await using var server = await StartAsync();
            Assert.NotEqual(stranger.Id, server.ProcessId);
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task The_lock_file_of_a_live_server_is_never_removed()
    {
        await using var server = await StartAsync();
        Assert.False(StaleLock.TryRemove(data.Folder));
        Assert.True(File.Exists(Path.Combine(data.Folder.Cluster, "postmaster.pid")));
    }

    [Fact]
    public async Task What_the_server_says_when_it_cannot_start_is_in_the_error()
    {
        await (await StartAsync()).DisposeAsync();
        var version = Path.Combine(data.Folder.Cluster, "PG_VERSION");
        await File.WriteAllTextAsync(version, "12\n", Ct);
        try
        {
            var thrown = await Assert.ThrowsAsync<InvalidOperationException>(StartAsync);
            Assert.Contains("database files are incompatible with server", thrown.Message, StringComparison.Ordinal);
        }
        finally
        {
            await File.WriteAllTextAsync(version, "18\n", CancellationToken.None);
        }
    }

    private async Task<EmbeddedServer> StartAsync()
    {
        var server = data.Server();
        try
        {
            await server.StartAsync(Ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private string ReadLog()
    {
        var newest = new DirectoryInfo(data.Folder.Log).EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc)!;
        return File.ReadAllText(newest.FullName);
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
