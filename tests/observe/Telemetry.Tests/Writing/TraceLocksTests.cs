using Dashboard.Events;
using Dashboard.Telemetry.Writing;
using Npgsql;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

/// <summary>Two consoles over one database, at the same instant.</summary>
public sealed class TraceLocksTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;
    private CallWriter _other = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync();
        _other = _store.NewWriter();
        await _other.StartAsync(Ct);

        // Partitions and series exist, so that what follows is the batches alone.
        await _store.WriteAsync(Some.Call(user: "before"));
        await _other.WriteAsync([Some.Call(user: "before")], Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.StopAsync(CancellationToken.None);
        _other.Dispose();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData(Recorder.Client)]
    [InlineData(Recorder.Gateway)]
    public async Task Parent_and_child_that_are_both_on_their_way_see_each_other(Recorder recorder)
    {
        var parent = Some.Call(user: "ada");
        var child = Some.Call(trace: parent.TraceId, parent: parent.SpanId, recorder: recorder, user: "ada");
        await using var third = await _store.Database.Source.OpenConnectionAsync(Ct);
        await using var held = await HoldAsync(third, parent.TraceId);
        var first = _store.Writer.WriteAsync([parent], Ct);
        var second = _other.WriteAsync([child], Ct);
        await UntilWaitingAsync(first, second);
        await held.RollbackAsync(Ct);

        Assert.All(
            await Task.WhenAll(first, second), result => Assert.Equal(new WriteResult.Committed(1, 0), result));
        await AssertAdaCallsAsync(1);
    }

    [Fact]
    public async Task However_many_traces_two_consoles_share_each_is_counted_once()
    {
        var parents = Enumerable.Range(0, 150).Select(i => Some.Call(user: "ada", responseId: $"r-{i}")).ToList();
        var children = parents.Select((parent, i) => i % 3 == 0
            ? Some.Call(user: "ada", responseId: parent.Call!.ResponseId, recorder: Recorder.Gateway)
            : Some.Call(trace: parent.TraceId, parent: parent.SpanId, user: "ada")).ToList();

        await Task.WhenAll(parents.Zip(children).SelectMany(pair => (Task[])
        [
            _store.Writer.WriteAsync([pair.First], Ct),
            _other.WriteAsync([pair.Second], Ct),
        ]));

        await AssertAdaCallsAsync(150);
    }

    private async Task AssertAdaCallsAsync(long expected)
    {
        await _store.Compactor.RunAsync(Ct);
        Assert.Equal(
            expected, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls WHERE counted AND user_id = 'ada'"));
        Assert.Equal(
            expected,
            await _store.Database.ReadAsync<long>("SELECT sum(calls)::bigint FROM rollup_user_day WHERE user_id = 'ada'"));
        Assert.Equal(
            expected + 2,
            await _store.Database.ReadAsync<long>("SELECT sum(calls)::bigint FROM rollup_minute"));
    }

    /// <summary>Stands where a third console would.</summary>
    private static async Task<NpgsqlTransaction> HoldAsync(NpgsqlConnection connection, TraceId trace)
    {
        var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, $2)", connection)
        {
            Parameters =
            {
                new() { Value = TraceLocks.LockClass },
                new() { Value = TraceLocks.Stripe(trace) },
            },
        };
        await command.ExecuteNonQueryAsync(Ct);
        return transaction;
    }

    private async Task UntilWaitingAsync(params Task<WriteResult>[] writers)
    {
        const string Waiting =
            """
            SELECT count(*) FROM pg_locks
            WHERE locktype = 'advisory' AND NOT granted AND classid = $1::bigint::oid
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;
        while (await _store.Database.ReadAsync<long>(Waiting, (long)TraceLocks.LockClass) < writers.Length)
        {
            Assert.All(writers, writer => Assert.False(writer.IsCompleted, "It did not wait for the trace."));
        }
    }
}
