using System.Net;
using Dashboard.E2E.Gateway;
using Npgsql;
using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>A console that ends without warning in the middle of a decision.</summary>
public sealed class KilledAppendTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_not_answered_leaves_nothing_and_what_was_is_there()
    {
        await using var server = await DashboardServer.StartNewAsync(Cancel);
        using var admin = new Admin(server);
        await CreateKeyAsync(admin, "answered");
        await using var source = NpgsqlDataSource.Create(EmbeddedDatabase.ConnectionString(server));
        var before = await CountAsync(source);

        await using (var holder = await source.OpenConnectionAsync(Cancel))
        {
            // The events are written by then, and the read models are next.
            await using var held = await holder.BeginTransactionAsync(Cancel);
            await using var hold = new NpgsqlCommand("LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE", holder);
            await hold.ExecuteNonQueryAsync(Cancel);
            var killed = CreateKeyAsync(admin, "killed");
            await Eventually.BecomesAsync(true, () => IsWaitingAsync(source));
            await server.KillAsync(Cancel);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => killed);
            await held.RollbackAsync(Cancel);
        }

        await server.StartAsync(Cancel);
        using var again = new Admin(server);
        Assert.Equal(before, await CountAsync(source));
        var (code, said) = await server.TryVerbAsync(["verify"], Cancel);
        Assert.True(code == 0, said);

        await CreateKeyAsync(again, "after");
        Assert.Equal(before + 1, await CountAsync(source));
        (code, said) = await server.TryVerbAsync(["verify"], Cancel);
        Assert.True(code == 0, said);
        Assert.Equal(
            ["after", "answered"],
            (await again.GetAsync("/api/keys")).GetProperty("items").EnumerateArray()
                .Select(key => key.GetProperty("name").GetString()).Intersect(["answered", "killed", "after"]).Order());
    }

    private static async Task CreateKeyAsync(Admin admin, string name)
    {
        var (status, _) = await admin.TryAsync(
            HttpMethod.Post, "/api/keys", new { name, scopes = new List<string> { "gateway" } });
        Assert.Equal(HttpStatusCode.Created, status);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM mt_events WHERE type = 'api_key_created'");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    /// <summary>Whether somebody waits for the table that is held.</summary>
    private static async Task<bool> IsWaitingAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("""
            SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'api_keys'::regclass AND NOT granted AND mode = 'RowExclusiveLock')
            """);
        return await command.ExecuteScalarAsync(Cancel) is true;
    }
}
