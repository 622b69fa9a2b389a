using Dashboard.Telemetry.Writing;
using Npgsql;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

/// <summary>A provider that repeats one id for every answer must not make recording slow.</summary>
public sealed class StoredAnswersTests : IAsyncLifetime
{
    private const int Stored = 4000;

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(Recorder.Client, Recorder.Gateway, 264)]
    [InlineData(Recorder.Gateway, Recorder.Client, 264)]
    [InlineData(Recorder.Gateway, Recorder.Gateway, 0)]
    [InlineData(Recorder.Client, Recorder.Client, 0)]
    public async Task Few_rows_are_read_however_many_calls_have_the_id(Recorder stored, Recorder batch, int found)
    {
        await FillAsync(stored);
        var spans = Enumerable.Range(0, 200).Select(i => Some.Call(
            at: Some.Noon.AddMilliseconds(Stored + i), responseId: "r-1", recorder: batch));

        await using var connection = await _store.Database.Source.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        var answers = await StoredAnswers.ReadAsync(connection, new SpanBatch(spans), Ct);

        Assert.Equal(found, answers.Count);
        var read = await RowsReadAsync(connection);
        Assert.True(read <= 300, $"{read} rows were read for one id.");
    }

    [Fact]
    public async Task Of_calls_with_one_id_the_newest_that_were_under_way_are_found()
    {
        await FillAsync(Recorder.Client);
        var span = Some.Call(at: Some.Noon.AddMilliseconds(Stored - 10), responseId: "r-1", recorder: Recorder.Gateway);
        await using var connection = await _store.Database.Source.OpenConnectionAsync(Ct);

        var answers = await StoredAnswers.ReadAsync(connection, new SpanBatch([span]), Ct);

        Assert.All(answers, answer => Assert.InRange(answer.StartedAt, span.StartedAt.AddSeconds(-2), span.StartedAt.AddSeconds(2)));
        Assert.Contains(answers, answer => answer.StartedAt == span.StartedAt);
    }

    [Fact]
    public void Of_thousands_of_views_with_one_id_each_joins_one_that_began_at_its_time()
    {
        var spans = Enumerable.Range(0, 3000).SelectMany(i => (SpanRecord[])
        [
            Some.Call(at: Some.Noon.AddMilliseconds(i * 10), responseId: "r-1"),
            Some.Call(at: Some.Noon.AddMilliseconds((i * 10) + 1), responseId: "r-1", recorder: Recorder.Gateway),
        ]).ToList();

        var settled = Settlement.Of(spans.Select(TraceNode.Of), []);

        var gateways = spans.Where(span => span.Call!.Recorder == Recorder.Gateway).ToDictionary(NodeId.Of);
        Assert.All(
            spans.Where(span => span.Call!.Recorder == Recorder.Client),
            client => Assert.Equal(
                client.StartedAt.AddMilliseconds(1), gateways[settled.JoinedTo(NodeId.Of(client))!.Value].StartedAt));
    }

    /// <summary>Calls a millisecond apart, each copied from one that was written, so that they are under way together.</summary>
    private async Task FillAsync(Recorder recorder)
    {
        await _store.WriteAsync(Some.Call(responseId: "r-1", recorder: recorder));
        await _store.Database.ExecuteAsync(
            """
            CREATE TEMP TABLE copy AS SELECT * FROM calls;
            INSERT INTO calls SELECT (c).* FROM (
              SELECT jsonb_populate_record(NULL::calls, to_jsonb(copy) || jsonb_build_object(
                'started_at', copy.started_at + i * interval '1 millisecond', 'span_id', copy.span_id + 100000 + i)) AS c
              FROM copy, generate_series(1, 4000) AS i) AS made;
            DROP TABLE copy;
            """);
        await _store.Database.ExecuteAsync("ANALYZE calls");
    }

    private static async Task<long> RowsReadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint
            FROM pg_stat_xact_user_tables WHERE relname LIKE 'calls\_%'
            """,
            connection);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
