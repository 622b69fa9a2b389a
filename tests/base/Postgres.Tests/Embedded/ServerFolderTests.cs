using System.Text.Json;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class ServerFolderTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Open = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _temporary = Directory.CreateTempSubdirectory("dashboard-test-").FullName;

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public void A_socket_lies_in_the_data_folder_unless_its_path_were_too_long_for_the_system()
    {
        Assert.Equal("/srv/console/postgres/run", new ServerFolder("/srv/console").SocketFolder);
        var longest = "/" + new string('x', 107 - "/".Length - "/postgres/run/.s.PGSQL.5432".Length);
        Assert.StartsWith(longest, new ServerFolder(longest).SocketFolder, StringComparison.Ordinal);

        var elsewhere = new ServerFolder(longest + "x").SocketFolder;
        Assert.True(elsewhere.Length < 40, elsewhere);
        Assert.Equal(elsewhere, new ServerFolder(longest + "x").SocketFolder);
        Assert.NotEqual(elsewhere, new ServerFolder(longest + "y").SocketFolder);
    }

    [Fact]
    public void A_folder_that_the_servers_user_cannot_enter_is_named_with_the_setting()
    {
        var user = new ServerUser("postgres", 101, 104);
        File.SetUnixFileMode(_temporary, Private);
        var thrown = Assert.Throws<InvalidOperationException>(() => new ServerFolder(Path.Combine(_temporary, "a")).Create(user));
        Assert.Contains("DASHBOARD_DATA", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"may not enter '{_temporary}", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_the_place_of_a_private_folder_is_refused()
    {
        var link = Path.Combine(_temporary, "link");
        Directory.CreateSymbolicLink(link, _temporary);
        Assert.Throws<IOException>(() => ServerFolder.CreatePrivate(link, null));
    }

    [Fact]
    public void Programs_out_of_the_users_reach_are_copied_with_their_links()
    {
        var native = Path.Combine(_temporary, "closed", "native");
        Directory.CreateDirectory(Path.Combine(native, "bin"));
        Directory.CreateDirectory(Path.Combine(native, "lib"));
        File.WriteAllText(Path.Combine(native, "bin", "postgres"), "program");
        File.SetUnixFileMode(Path.Combine(native, "bin", "postgres"), Private);
        File.WriteAllText(Path.Combine(native, "lib", "libpq.so.5.18"), "library");
        File.WriteAllText(Path.Combine(native, "lib", "libpq.a"), "not needed");
        File.WriteAllText(Path.Combine(native, "pg-symlinks.json"), JsonSerializer.Serialize(
            new[] { new { source = "native/lib/libpq.so.5.18", target = "native/lib/libpq.so.5" } }));
        File.SetUnixFileMode(Path.Combine(_temporary, "closed"), Private);
        var root = Path.Combine(_temporary, "root");
        Directory.CreateDirectory(root, Open);

        var copy = new ServerBinaries(native).ReadyFor(new ServerUser("postgres", 101, 104), root);
        Assert.StartsWith(root, copy.Folder, StringComparison.Ordinal);
        Assert.Equal("library", File.ReadAllText(Path.Combine(copy.Folder, "lib", "libpq.so.5")));
        Assert.False(File.Exists(Path.Combine(copy.Folder, "lib", "libpq.a")));
        Assert.True(File.GetUnixFileMode(copy.Postgres).HasFlag(UnixFileMode.OtherExecute));
        Assert.Equal(copy, new ServerBinaries(native).ReadyFor(new ServerUser("postgres", 101, 104), root));

        Assert.Equal(native, new ServerBinaries(native).ReadyFor(null, root).Folder);
    }

    [Fact]
    public void Root_gives_way_to_postgres_or_else_to_nobody()
    {
        string[] users = ["root:x:0:0:root:/root:/bin/bash", "nobody:x:65534:65534::/:/bin/false", "postgres:x:101:104::/:/bin/sh"];
        Assert.Equal(new ServerUser("postgres", 101, 104), ServerUser.Choose(users));
        Assert.Equal(new ServerUser("nobody", 65534, 65534), ServerUser.Choose(users[..2]));
        Assert.Throws<InvalidOperationException>(() => ServerUser.Choose(users[..1]));
    }

    [Theory]
    [InlineData("123|/d|1|5432|/s||  5432001    12|ready   ", 123, 12L, "ready")]
    [InlineData("123|/d|1|5432|/s||  5432001    12|starting", 123, 12L, "starting")]
    [InlineData("-123|/d", 123, null, "")]
    public void A_lock_file_is_read_as_far_as_it_is_written(string lines, int id, long? memory, string status) =>
        Assert.Equal(new PostmasterFile(id, memory, status), PostmasterFile.Parse(lines.Split('|')));

    [Fact]
    public void An_empty_lock_file_says_nothing() => Assert.Null(PostmasterFile.Parse([]));
}
