using Dashboard.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class MigrationRunnerTests : IAsyncLifetime
{
    private TestDatabase _db = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _db = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    [Fact]
    public async Task Files_are_applied_once_and_in_their_order()
    {
        await RunAsync("Books");
        await RunAsync("Books");
        Assert.Equal("1 books, 2 authors", await AppliedAsync());
        Assert.Equal(1, await _db.ReadAsync<long>("SELECT count(*) FROM books"));
        await RunAsync("BooksNewer");
        Assert.Equal("1 books, 2 authors, 3 publishers", await AppliedAsync());
    }

    [Fact]
    public async Task Consoles_that_start_at_once_apply_each_file_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => RunAsync("BooksNewer"), Ct)));
        Assert.Equal("1 books, 2 authors, 3 publishers", await AppliedAsync());
        Assert.Equal(0, await _db.ReadAsync<long>("""
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """));
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_of_itself_behind()
    {
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync("BooksBroken"));
        Assert.Equal("1 books", await AppliedAsync());
        Assert.False(await _db.ReadAsync<bool>("SELECT to_regclass('half_done') IS NOT NULL"));
        await RunAsync("Books");
        Assert.Equal("1 books, 2 authors", await AppliedAsync());
    }

    [Fact]
    public async Task A_changed_file_is_refused_by_name()
    {
        await RunAsync("Books");
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("BooksChanged"));
        Assert.Contains("0001_books of 'books' was applied with another content", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        await RunAsync("BooksNewer");
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("Books"));
        Assert.Contains("0003_publishers", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Misnumbered", "expected 0002, found 0003_c.sql")]
    [InlineData("Unnumbered", "must be named like 0001_name.sql")]
    public async Task Wrong_file_names_are_refused(string folder, string message)
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(folder));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    private Task RunAsync(string folder) => MigrationRunner.RunAsync(
        _db.Source,
        [new MigrationSet("books", typeof(MigrationRunnerTests).Assembly, "Migrating/Sets/" + folder, DatabaseRole.Decisions)],
        Ct);

    private async Task<string?> AppliedAsync() => await _db.ReadAsync<string>(
        "SELECT string_agg(number || ' ' || name, ', ' ORDER BY number) FROM schema_migrations WHERE set_name = 'books'");
}
