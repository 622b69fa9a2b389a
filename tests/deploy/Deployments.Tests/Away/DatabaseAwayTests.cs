using Dashboard.Deployments.Away;
using Dashboard.Deployments.Routes;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.Deployments.Tests.Away;

public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-deployments-");
    private TestDatabase _db = null!;
    private DatabaseProxy _proxy = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string PendingFile => Path.Combine(_folder.FullName, "here", "deployments", "pending-rollbacks.json");

    public async ValueTask InitializeAsync()
    {
        _db = await DeploymentConsole.CreateDatabaseAsync();
        _proxy = new DatabaseProxy(_db.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _db.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_rollback_is_in_force_at_once_kept_on_disk_and_on_record_when_the_database_is_back()
    {
        await using var here = await StartWithAsync("v1:100", "v2:100");
        await _proxy.CutAsync();

        var (status, body) = await here.PostAsync("/api/routes/gus/rollback", new { reason = "it lies" });

        Assert.Equal((202, "v1:100"), (status, here.Serves()));
        Assert.False(body.GetProperty("durable").GetBoolean());
        Assert.Contains("not yet on record", body.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Contains("it lies", await File.ReadAllTextAsync(PendingFile, Ct), StringComparison.Ordinal);
        Assert.Equal(2L, await RevisionsAsync());

        _proxy.Open();
        await Eventually.TrueAsync(async () => await RevisionsAsync() == 3);
        await Eventually.BecomesAsync(true, () => here.Queries.Find(ProjectId.First, "gus")!.Current!.Durable);
        Assert.Equal("key:environment: it lies", await _db.ReadAsync<string>("""
            SELECT (headers ->> 'actor') || ': ' || (headers ->> 'reason')
            FROM mt_events WHERE type = 'route_rolled_back'
            """));
        Assert.Equal("v1:100", here.Serves());
        await Eventually.TrueAsync(async () => await File.ReadAllTextAsync(PendingFile, Ct) == "[]");
        Assert.True((await here.Services.GetRequiredService<EventStore.EventStore>().VerifyAsync(Ct)).Ok);
        Assert.Empty(await here.Services.GetRequiredService<Projections>().VerifyAsync(Ct));
    }

    [Fact]
    public async Task Rollbacks_on_top_of_each_other_walk_on_and_are_recorded_in_their_order()
    {
        await using var here = await StartWithAsync("v1:100", "v2:100", "v3:100");
        await _proxy.CutAsync();

        Assert.Equal(202, (await here.PostAsync("/api/routes/gus/rollback")).Status);
        Assert.Equal(202, (await here.PostAsync("/api/routes/gus/rollback")).Status);
        Assert.Equal("v1:100", here.Serves());
        Assert.Equal(409, (await here.PostAsync("/api/routes/gus/rollback")).Status);

        _proxy.Open();
        await Eventually.TrueAsync(async () => await RevisionsAsync() == 5);
        Assert.Equal("2 1", await _db.ReadAsync<string>(
            "SELECT string_agg(restores::text, ' ' ORDER BY revision) FROM route_revisions"));
    }

    [Fact]
    public async Task Where_another_decision_came_first_the_rollback_is_dropped_and_the_route_follows_the_store()
    {
        await using var here = await StartWithAsync("v1:100", "v2:100");
        await using var there = await DeploymentConsole.StartBesideAsync(
            Path.Combine(_folder.FullName, "here"), _db.ConnectionString, Path.Combine(_folder.FullName, "there"));
        await _proxy.CutAsync();
        Assert.Equal(202, (await here.PostAsync("/api/routes/gus/rollback", new { reason = "bad" })).Status);
        Assert.Equal(200, (await there.DeployAsync("v3:100")).Status);
        Assert.Equal("v1:100", here.Serves());

        _proxy.Open();

        await Eventually.BecomesAsync("v3:100", () => here.Serves());
        Assert.Equal("v3:100", there.Serves());
        Assert.Equal(3L, await RevisionsAsync());
        Assert.Equal("3 bad", await _db.ReadAsync<string>("""
            SELECT (data ->> 'InForce') || ' ' || (headers ->> 'reason') FROM mt_events WHERE type = 'rollback_dropped'
            """));
        Assert.False(here.Queries.IsPending);
    }

    [Fact]
    public async Task A_console_that_starts_without_the_database_serves_what_was_known_last_and_its_waiting_rollback()
    {
        await using (var here = await StartWithAsync("v1:100", "v2:100"))
        {
            await here.DeployAsync("v3:50 v4:50", "other");
            await _proxy.CutAsync();
            Assert.Equal(202, (await here.PostAsync("/api/routes/gus/rollback", new { reason = "bad" })).Status);
        }

        await using var again = await StartAsync(isDatabaseThere: false);

        Assert.Equal("v1:100", again.Serves());
        Assert.Equal("v3:50 v4:50", again.Serves("other"));
        Assert.Equal("up-v1", again.Table.Current.Find(ProjectId.First, "gus")!.Choose("a").UpstreamModel);
        Assert.Equal("http://127.0.0.1:9/v1", again.Table.Current.FindVersion(ProjectId.First, "gus", "v5")!
            .Connection.BaseUrl.AbsoluteUri);

        _proxy.Open();
        await again.Services.GetRequiredService<RouteKeeper>().ReloadAsync(Ct);
        Assert.Equal("v1:100", again.Serves());
        Assert.Equal(3L, await _db.ReadAsync<long>("SELECT version FROM mt_streams WHERE id = 'route:1:gus'"));
    }

    [Fact]
    public async Task A_rollback_that_was_recorded_though_its_answer_was_lost_is_not_recorded_twice()
    {
        await using (var here = await StartWithAsync("v1:100", "v2:100"))
        {
            Assert.Equal(200, (await here.PostAsync("/api/routes/gus/rollback", new { reason = "bad" })).Status);
            var store = here.Services.GetRequiredService<EventStore.EventStore>();
            var facts = await store.ReadStreamAsync("route:1:gus", Ct).Select(stored => stored.Data).ToListAsync(Ct);
            var fact = facts.OfType<RouteRolledBack>().Single();
            var file = new KeptFile<PendingRollback[]>(PendingFile, NullLogger.Instance);
            Assert.True(file.TryWrite(() => [new PendingRollback(fact, new EventContext("person:ann", "bad"))]));
        }

        await using var again = await StartAsync();

        Assert.False(again.Queries.IsPending);
        Assert.Equal("v1:100", again.Serves());
        Assert.Equal(3L, await _db.ReadAsync<long>("SELECT version FROM mt_streams WHERE id = 'route:1:gus'"));
    }

    [Fact]
    public async Task A_database_that_says_nothing_does_not_hold_up_a_rollback()
    {
        var time = new FakeTimeProvider();
        await using var here = await StartWithAsync(time, "v1:100", "v2:100");
        _proxy.Silence();

        var rollback = here.Desk.RollBackAsync(
            ProjectId.First, "gus", new RollBack("bad"), new EventContext("person:ann"), Ct);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(rollback.IsCompleted);
        });

        var revision = Assert.IsType<RouteResult.Done>(await rollback).Revision;
        Assert.Equal((false, WaitReason.Slow), (revision.Durable, revision.Waits));
        Assert.Equal("v1:100", here.Serves());
        await _proxy.CutAsync();
    }

    [Fact]
    public async Task A_rollback_that_waits_behind_another_decision_is_in_force_and_on_record_all_the_same()
    {
        var time = new FakeTimeProvider();
        await using var here = await StartWithAsync(time, "v1:100", "v2:100");
        await using var holder = await _db.Source.OpenConnectionAsync(Ct);
        await using var transaction = await holder.BeginTransactionAsync(Ct);
        await ExecuteAsync(holder, $"SELECT pg_advisory_xact_lock({DecisionTurn.LockKey})");

        var rollback = here.Desk.RollBackAsync(
            ProjectId.First, "gus", new RollBack("bad"), new EventContext("person:ann"), Ct);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(rollback.IsCompleted || here.Serves() == "v1:100" ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
            return Task.FromResult(rollback.IsCompleted);
        });

        Assert.True(Assert.IsType<RouteResult.Done>(await rollback).Revision.Durable);
        Assert.Equal(3L, await RevisionsAsync());
    }

    [Fact]
    public async Task A_rollback_that_a_slow_database_does_not_record_in_time_says_so_and_is_recorded_later()
    {
        var time = new FakeTimeProvider();
        await using var here = await StartWithAsync(time, "v1:100", "v2:100");
        await using (var holder = await _db.Source.OpenConnectionAsync(Ct))
        {
            await using var transaction = await holder.BeginTransactionAsync(Ct);
            await ExecuteAsync(holder, "LOCK TABLE mt_streams IN ACCESS EXCLUSIVE MODE");
            var rollback = here.PostAsync("/api/routes/gus/rollback", new { reason = "bad" });
            await Eventually.TrueAsync(() =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(rollback.IsCompleted);
            });

            var (status, body) = await rollback;
            Assert.Equal((202, "v1:100"), (status, here.Serves()));
            var note = body.GetProperty("note").GetString();
            Assert.Contains("the database has not recorded it in time", note, StringComparison.Ordinal);
            Assert.DoesNotContain("away", note, StringComparison.Ordinal);
        }

        await Eventually.TrueAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return await RevisionsAsync() == 3;
        });
    }

    [Fact]
    public async Task What_is_no_rollback_is_refused_and_says_why()
    {
        await using var here = await StartWithAsync("v1:100");
        await _proxy.CutAsync();

        foreach (var (status, problem) in new[]
        {
            await here.DeployAsync("v2:100"),
            await here.PostAsync("/api/routes/unknown/rollback"),
            await here.PostAsync("/api/connections", new { name = "x", base_url = "https://api.example.com" }),
            await here.PostAsync("/api/models/gus/versions/v1/retire"),
        })
        {
            Assert.Equal((503, "urn:dashboard:database-away"), (status, problem.GetProperty("type").GetString()));
        }

        Assert.Equal("v1:100", here.Serves());
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private Task<DeploymentConsole> StartAsync(TimeProvider? time = null, bool isDatabaseThere = true) =>
        DeploymentConsole.StartAsync(
            _proxy.ConnectionString, Path.Combine(_folder.FullName, "here"), time, isDatabaseThere);

    private Task<DeploymentConsole> StartWithAsync(params string[] splits) =>
        StartWithAsync(TimeProvider.System, splits);

    private async Task<DeploymentConsole> StartWithAsync(TimeProvider time, params string[] splits)
    {
        var console = await StartAsync(time);
        await console.PrepareAsync();
        foreach (var split in splits)
        {
            await console.DeployAsync(split);
        }

        return console;
    }

    private Task<long> RevisionsAsync() =>
        _db.ReadAsync<long>("SELECT count(*) FROM route_revisions WHERE route = 'gus'");
}
