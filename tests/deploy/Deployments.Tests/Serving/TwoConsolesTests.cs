using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.Deployments.Tests.Serving;

public sealed class TwoConsolesTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-deployments-");
    private TestDatabase _db = null!;
    private DeploymentConsole _here = null!;
    private DeploymentConsole _there = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _db = await DeploymentConsole.CreateDatabaseAsync();
        // Time stands still: no poll helps the doorbell, and no patience ends.
        // Time stands still: no poll helps the doorbell, and no patience ends.
        var (here, there) = (Path.Combine(_folder.FullName, "here"), Path.Combine(_folder.FullName, "there"));
        _here = await DeploymentConsole.StartAsync(_db.ConnectionString, here, new FakeTimeProvider());
        _there = await DeploymentConsole.StartBesideAsync(here, _db.ConnectionString, there, new FakeTimeProvider());
        await _here.PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _db.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_rollback_here_is_in_force_there_by_the_doorbell()
    {
        await _here.DeployAsync("v1:100");
        await _here.DeployAsync("v2:100");
        await Eventually.BecomesAsync("v2:100", () => _there.Serves());

        await _here.PostAsync("/api/routes/gus/rollback", new { reason = "bad" });
        var began = TimeProvider.System.GetTimestamp();
        await Eventually.BecomesAsync("v1:100", () => _there.Serves());

        // For the record: what it takes depends on the machine, and the poll alone would take seconds.
        TestContext.Current.SendDiagnosticMessage(
            "In force in the other console after {0:F0} ms",
            TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
    }

    [Fact]
    public async Task Of_two_concurrent_decisions_the_second_loses_and_is_told_of_the_first()
    {
        await _here.DeployAsync("v1:100");
        await _here.DeployAsync("v2:100");
        await Eventually.BecomesAsync("v2:100", () => _there.Serves());

        // Both have read what is in force and wait for their turn.
        await using var turn = await TakeTurnAsync();
        var rollback = _here.Desk.RollBackAsync(
            ProjectId.First, "gus", new RollBack("bad"), new EventContext("person:ann"), Ct);
        await WaitForWaitersAsync(1);
        var deploy = _there.Desk.DeployAsync(
            ProjectId.First, "gus", Routes.RouteStory.Command("v3:100"), new EventContext("person:bob"), Ct);
        await WaitForWaitersAsync(2);
        await turn.DisposeAsync();

        Assert.Equal(3, Assert.IsType<RouteResult.Done>(await rollback).Revision.Number);
        var problem = Assert.IsType<RouteResult.Refused>(await deploy).Problem;
        Assert.Equal(ProblemKind.Superseded, problem.Kind);
        Assert.Contains("person:ann rolled back to revision 1", problem.Detail, StringComparison.Ordinal);
        Assert.Contains("because: bad", problem.Detail, StringComparison.Ordinal);
        Assert.Equal("v1:100", _here.Serves());
        await Eventually.BecomesAsync("v1:100", () => _there.Serves());
    }

    [Fact]
    public async Task Of_two_rollbacks_at_once_one_counts_so_that_nobody_walks_back_twice()
    {
        await _here.DeployAsync("v1:100");
        await _here.DeployAsync("v2:100");
        await _here.DeployAsync("v3:100");
        await using var turn = await TakeTurnAsync();
        var first = _here.Desk.RollBackAsync(
            ProjectId.First, "gus", new RollBack(), new EventContext("person:ann"), Ct);
        await WaitForWaitersAsync(1);
        var second = _there.Desk.RollBackAsync(
            ProjectId.First, "gus", new RollBack(), new EventContext("person:bob"), Ct);
        await WaitForWaitersAsync(2);
        await turn.DisposeAsync();

        Assert.IsType<RouteResult.Done>(await first);
        Assert.Equal(ProblemKind.Superseded, Assert.IsType<RouteResult.Refused>(await second).Problem.Kind);
        Assert.Equal("v2:100", _here.Serves());
    }

    private async Task<NpgsqlTransaction> TakeTurnAsync()
    {
        var connection = await _db.Source.OpenConnectionAsync(Ct);
        var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = new NpgsqlCommand(
            $"SELECT pg_advisory_xact_lock({DecisionTurn.LockKey})", connection);
        await command.ExecuteNonQueryAsync(Ct);
        return transaction;
    }

    private Task WaitForWaitersAsync(long count) => Eventually.TrueAsync(async () => await _db.ReadAsync<long>("""
        SELECT count(*) FROM pg_locks
        WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """) == count);
}
