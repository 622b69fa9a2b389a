using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Postgres;
using Dashboard.Web.Tests.Acceptance;
using Dashboard.Web.Verbs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Verbs;

public sealed class AuditVerbTests : IAsyncLifetime
{
    private readonly TestConsole _console = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task An_emptied_store_is_broken_until_somebody_accepts_it_with_a_reason()
    {
        using var reader = await _console.NewProjectAsync("read");
        var before = (await VerifyAsync(reader)).GetProperty("events").GetInt64();
        await _console.Database.ExecuteAsync("TRUNCATE mt_events, mt_streams, audit_head");

        var emptied = await VerifyAsync(reader);
        Assert.False(emptied.GetProperty("ok").GetBoolean());
        Assert.Contains(
            $"The store is empty, but {before} sealed events were seen here",
            emptied.GetProperty("first_bad").GetProperty("reason").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(CommandLine.Failed, await VerifyVerb.VerifyAsync(_console.Services, Ct));
        Assert.Contains("The store is empty", await PageAsync(reader), StringComparison.Ordinal);
        var ready = await reader.GetJsonAsync("readyz");
        var check = ready.GetProperty("checks").EnumerateArray()
            .Single(check => check.GetProperty("name").GetString() == "audit");
        Assert.Equal(("ready", false), (ready.GetProperty("status").GetString(), check.GetProperty("ok").GetBoolean()));
        Assert.Contains("The store is empty", check.GetProperty("reason").GetString(), StringComparison.Ordinal);

        Assert.Equal(CommandLine.WrongUsage, await AuditVerb.AcceptAsync(_console.Services, " ", Ct));
        Assert.Equal(CommandLine.Ok, await AuditVerb.AcceptAsync(_console.Services, "a drill", Ct));

        Assert.True((await VerifyAsync(reader)).GetProperty("ok").GetBoolean());
        // The banner above every page follows the next look at the console's health.
        while ((await PageAsync(reader)).Contains("The store is empty", StringComparison.Ordinal))
        {
            Ct.ThrowIfCancellationRequested();
        }

        Assert.Equal($"audit_head_accepted a drill {before}", await _console.Database.ReadAsync<string>(
            "SELECT type || ' ' || (headers ->> 'reason') || ' ' || (data ->> 'FormerEvents') FROM mt_events"));
    }

    [Fact]
    public async Task Where_nothing_is_wrong_nothing_is_recorded()
    {
        var before = await CountAsync();

        Assert.Equal(CommandLine.Ok, await AuditVerb.AcceptAsync(_console.Services, "to be sure", Ct));

        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task An_acceptance_does_not_make_a_changed_event_right()
    {
        using var _ = await _console.NewProjectAsync("read");
        await _console.Database.ExecuteAsync("""UPDATE mt_events SET data = '{"Name": "x"}' WHERE seq_id = 1""");

        Assert.Equal(CommandLine.Failed, await AuditVerb.AcceptAsync(_console.Services, "a drill", Ct));
    }

    [Fact]
    public async Task A_restore_says_that_it_moves_the_record_back_and_is_itself_a_decision()
    {
        using var reader = await _console.NewProjectAsync("read");
        var taken = await CountAsync();
        var folder = _console.Services.GetRequiredService<PostgresOptions>().DataFolder;
        await using var restored = await RestoredConsole.CreateAsync();
        var backup = Path.Combine(restored.DataFolder, "console.backup");
        Assert.Equal(CommandLine.Ok, await BackupVerb.WriteAsync(_console.Services, backup, Ct));
        using var later = await _console.NewProjectAsync("read");
        foreach (var file in new[] { "audit.key", "audit.head" })
        {
            File.Copy(Path.Combine(folder, file), Path.Combine(restored.DataFolder, file));
        }

        Assert.Equal(CommandLine.Ok, await RestoreVerb.RestoreAsync(restored.Services, backup, Ct));

        Assert.Equal($"backup_restored {taken + 1} {taken}", await restored.Decisions.ReadAsync<string>("""
            SELECT type || ' ' || (data ->> 'FormerEvents') || ' ' || (data ->> 'Events')
            FROM mt_events ORDER BY seq_id DESC LIMIT 1
            """));
        Assert.Equal(CommandLine.Ok, await VerifyVerb.VerifyAsync(restored.Services, Ct));
    }

    private Task<long> CountAsync() => _console.Database.ReadAsync<long>("SELECT count(*) FROM mt_events");

    private static Task<string> PageAsync(HttpClient client) =>
        client.GetStringAsync(new Uri("audit", UriKind.Relative), Ct);

    private static async Task<JsonElement> VerifyAsync(HttpClient client) =>
        await client.GetFromJsonAsync<JsonElement>(new Uri("api/audit/verify", UriKind.Relative), Ct);
}
