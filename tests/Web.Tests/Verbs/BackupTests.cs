using System.Net.Http.Json;
using System.Runtime.Versioning;
using Dashboard.Access.Keys;
using Dashboard.Postgres;
using Dashboard.Testing;
using Dashboard.Web.Tests.Acceptance;
using Dashboard.Web.Verbs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Verbs;

public sealed class BackupTests(TestConsole console) : IClassFixture<TestConsole>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-backup-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string BackupFile => Path.Combine(_folder, "console.backup");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_is_in_it_while_more_comes_in()
    {
        var (client, project) = await console.NewNumberedProjectAsync("ingest", "read");
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(client, $"before-{i}", daysAgo: i % 3);
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var first = new TaskCompletionSource();
        var sending = SendUntilAsync(client, first, done.Token);
        await first.Task;
        Assert.Equal(CommandLine.Ok, await BackupVerb.WriteAsync(console.Services, BackupFile, Ct));
        await done.CancelAsync();
        var sent = await sending;

        await using var restored = await RestoredConsole.CreateAsync();
        Assert.Equal(CommandLine.Ok, await RestoreVerb.RestoreAsync(restored.Services, BackupFile, Ct));

        Assert.Equal(20L, await restored.Telemetry.ReadAsync<long>(
            "SELECT count(DISTINCT response_id) FROM calls WHERE project_id = $1 AND response_id LIKE 'before-%'",
            project));
        Assert.InRange(
            await restored.Telemetry.ReadAsync<long>(
                "SELECT count(*) FROM calls WHERE project_id = $1 AND response_id LIKE 'during-%'", project),
            1,
            sent);
        Assert.Equal(
            await restored.Telemetry.ReadAsync<long>("SELECT count(*) FROM calls"),
            await restored.Telemetry.ReadAsync<long>("""
                SELECT sum(calls)::bigint
                FROM (SELECT calls FROM rollup_quarter UNION ALL SELECT calls FROM rollup_delta) counted
                """));
        Assert.Equal(CommandLine.Ok, await VerifyVerb.VerifyAsync(restored.Services, Ct));
    }

    [Fact]
    public async Task What_was_erased_before_a_backup_stays_erased_when_it_comes_again_after_the_restore()
    {
        var secret = "secret-" + OtlpJson.NewTraceId();
        var span = OtlpJson.Span(
            attributes: [("gen_ai.response.id", secret), ("user.id", secret), ("gen_ai.output.messages", secret)]);
        var (client, project) = await console.NewNumberedProjectAsync("ingest", "feedback", "admin");
        await SendAgainAsync(client, span, secret);
        using (var erased = await client.PostAsJsonAsync(
            new Uri("api/erasure", UriKind.Relative), new { user = secret, reason = "asked" }, Ct))
        {
            Assert.True(erased.IsSuccessStatusCode);
        }

        Assert.Equal(CommandLine.Ok, await BackupVerb.WriteAsync(console.Services, BackupFile, Ct));
        await using var restored = await RestoredConsole.CreateAsync();
        await RestoreVerb.RestoreAsync(restored.Services, BackupFile, Ct);
        Assert.False(await IsAnywhereAsync(restored.Telemetry, secret));

        using var key = new HttpClient { BaseAddress = await restored.StartAsync() };
        key.DefaultRequestHeaders.Add("x-api-key", client.DefaultRequestHeaders.GetValues("x-api-key").Single());
        await SendAgainAsync(key, span, secret);

        Assert.False(await IsAnywhereAsync(restored.Telemetry, secret));
        Assert.Equal((1L, 1L), (
            await restored.Telemetry.ReadAsync<long>("SELECT count(*) FROM calls WHERE project_id = $1", project),
            await restored.Telemetry.ReadAsync<long>("SELECT down FROM call_scores WHERE project_id = $1", project)));
    }

    [Fact]
    public async Task A_restored_console_goes_on_deciding_and_finds_a_sum_that_was_tampered_with()
    {
        await WriteAsync();
        await using var restored = await RestoredConsole.CreateAsync();
        await RestoreVerb.RestoreAsync(restored.Services, BackupFile, Ct);
        var events = await restored.Decisions.ReadAsync<long>("SELECT count(*) FROM mt_events");

        Assert.IsType<CreateApiKeyResult.Created>(await restored.Services.GetRequiredService<ApiKeyDesk>()
            .CreateAsync(new CreateApiKey("after", ["read"], 1), "test", Ct));

        Assert.Equal(events + 1, await restored.Decisions.ReadAsync<long>("SELECT count(*) FROM mt_events"));
        Assert.Equal(CommandLine.Ok, await VerifyVerb.VerifyAsync(restored.Services, Ct));

        await restored.Telemetry.ExecuteAsync("UPDATE rollup_quarter SET cost_nano = cost_nano + 1");
        await restored.Telemetry.ExecuteAsync("UPDATE rollup_delta SET cost_nano = cost_nano + 1");
        Assert.Equal(CommandLine.Failed, await VerifyVerb.VerifyAsync(restored.Services, Ct));
    }

    [Fact]
    public async Task One_database_may_become_two()
    {
        await WriteAsync();
        await using var restored = await RestoredConsole.CreateAsync(twoDatabases: true);

        await RestoreVerb.RestoreAsync(restored.Services, BackupFile, Ct);

        Assert.True(await restored.Telemetry.ReadAsync<long>("SELECT count(*) FROM calls") > 0);
        Assert.True(await restored.Decisions.ReadAsync<long>("SELECT count(*) FROM mt_events") > 0);
        Assert.False(await restored.Decisions.ReadAsync<bool>("SELECT to_regclass('calls') IS NOT NULL"));
        Assert.Equal(CommandLine.Ok, await VerifyVerb.VerifyAsync(restored.Services, Ct));

        // And back into one.
        var again = BackupFile + "2";
        Assert.Equal(CommandLine.Ok, await BackupVerb.WriteAsync(restored.Services, again, Ct));
        await using var one = await RestoredConsole.CreateAsync();
        await RestoreVerb.RestoreAsync(one.Services, again, Ct);
        Assert.Equal(CommandLine.Ok, await VerifyVerb.VerifyAsync(one.Services, Ct));
    }

    [Fact]
    public async Task A_damaged_or_cut_off_file_is_refused_before_anything_is_written()
    {
        await WriteAsync();
        var whole = await File.ReadAllBytesAsync(BackupFile, Ct);
        var damaged = Path.Combine(_folder, "damaged.backup");
        await using var restored = await RestoredConsole.CreateAsync();
        foreach (var bytes in Cut(whole).Concat(Flipped(whole)).Append("no backup"u8.ToArray()).Append([]))
        {
            await File.WriteAllBytesAsync(damaged, bytes, Ct);

            var refused = await Assert.ThrowsAsync<InvalidOperationException>(
                () => RestoreVerb.RestoreAsync(restored.Services, damaged, Ct));

            Assert.Contains("is no whole backup of this program", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0L, await restored.Decisions.ReadAsync<long>(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
        Assert.False(File.Exists(Path.Combine(restored.DataFolder, "audit.key")));
    }

    [Fact]
    public async Task A_database_with_anything_in_it_is_refused()
    {
        await WriteAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RestoreVerb.RestoreAsync(console.Services, BackupFile, Ct));

        Assert.Contains("is not empty", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_newer_migrations_is_refused_by_their_name()
    {
        await WriteAsync();
        await using var restored = await RestoredConsole.CreateAsync();
        var older = new BackupRestorer(
            restored.Services.GetRequiredService<PostgresStartup>(),
            restored.Services.GetServices<MigrationSet>().Where(set => set.Name != "evaluations"));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => older.RestoreAsync(BackupFile, restored.DataFolder, Ct));

        Assert.Contains(
            "migration 0001_scores of 'evaluations' is not known here", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await restored.Decisions.ReadAsync<long>(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public async Task Another_audit_key_is_never_overwritten()
    {
        await WriteAsync();
        await using var restored = await RestoredConsole.CreateAsync();
        var key = Path.Combine(restored.DataFolder, "audit.key");
        await File.WriteAllTextAsync(key, "of another console", Ct);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RestoreVerb.RestoreAsync(restored.Services, BackupFile, Ct));

        Assert.Contains("audit.key' differs", refused.Message, StringComparison.Ordinal);
        Assert.Equal("of another console", await File.ReadAllTextAsync(key, Ct));
        Assert.Equal(0L, await restored.Decisions.ReadAsync<long>(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_the_file_and_nothing_else_is_left()
    {
        await File.WriteAllTextAsync(BackupFile, "an older one", Ct);

        await WriteAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupFile));
        Assert.Equal([BackupFile], Directory.GetFiles(_folder));
    }

    /// <summary>A call and a vote on it that names the answer by its id alone.</summary>
    private static async Task SendAgainAsync(HttpClient client, object span, string secret)
    {
        using var traces = await client.PostBytesAsync("v1/traces", OtlpJson.Export(span), "application/json");
        Assert.True(traces.IsSuccessStatusCode);
        using var vote = await client.PostAsJsonAsync(
            new Uri("api/feedback", UriKind.Relative),
            new { response_id = secret, name = "thumbs", value = -1, comment = secret, annotator = secret },
            Ct);
        Assert.True(vote.IsSuccessStatusCode);
    }

    private static async Task<bool> IsAnywhereAsync(TestDatabase database, string text)
    {
        string[] tables = ["calls", "spans", "payloads", "log_records", "rollup_user_day", "scores", "call_scores", "erased"];
        foreach (var table in tables)
        {
            if (await database.ReadAsync<bool>(
                $"SELECT EXISTS (SELECT FROM {table} t WHERE position($1 IN t::text) > 0)", text))
            {
                return true;
            }
        }

        return false;
    }

    private async Task WriteAsync()
    {
        using var client = await console.NewProjectAsync("ingest");
        await SendAsync(client, "one");
        await SendAsync(client, "two", daysAgo: 200);
        Assert.Equal(CommandLine.Ok, await BackupVerb.WriteAsync(console.Services, BackupFile, Ct));
    }

    private static async Task SendAsync(HttpClient client, string response, int daysAgo = 0)
    {
        var span = OtlpJson.Span(
            start: TimeProvider.System.GetUtcNow().AddDays(-daysAgo), attributes: ("gen_ai.response.id", response));
        using var answer = await client.PostBytesAsync("v1/traces", OtlpJson.Export(span), "application/json");
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<long> SendUntilAsync(
        HttpClient client, TaskCompletionSource first, CancellationToken done)
    {
        var sent = 0L;
        while (!done.IsCancellationRequested)
        {
            await SendAsync(client, $"during-{sent++}");
            first.TrySetResult();
        }

        return sent;
    }

    private static IEnumerable<byte[]> Cut(byte[] whole) =>
        new[] { 5, whole.Length / 3, whole.Length / 2, whole.Length - 200, whole.Length - 58, whole.Length - 1 }
            .Select(length => whole[..length]);

    private static IEnumerable<byte[]> Flipped(byte[] whole) => Enumerable.Range(0, 200).Select(i =>
    {
        var bytes = whole.ToArray();
        bytes[(whole.Length - 1L) * i / 199] ^= (byte)(1 << (i % 8));
        return bytes;
    });
}
