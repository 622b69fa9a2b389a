using System.Text.Json;
using Dashboard.Evaluations.Langfuse;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.SetAside;
using Xunit;

namespace Dashboard.Evaluations.Tests.Langfuse;

/// <summary>Batches as the SDK sends them, on a real database.</summary>
public sealed class LangfuseIngestionTests : IAsyncLifetime
{
    private const string Trace =
        """{"id":"e0","type":"trace-create","timestamp":"2026-11-22T12:00:00Z","body":{"id":"t-1","userId":"ann","release":"v7"}}""";

    private const string Create =
        """
        {"id":"e1","type":"generation-create","timestamp":"2026-11-22T12:00:00Z","body":{"id":"g-1","traceId":"t-1",
          "name":"answer","startTime":"2026-11-22T12:00:00Z","model":"gpt-4o-mini","input":"hi"}}
        """;

    private const string End =
        """
        {"id":"e2","type":"generation-update","timestamp":"2026-11-22T12:00:02Z","body":{"id":"g-1","traceId":"t-1",
          "endTime":"2026-11-22T12:00:02Z","output":"hello","usage":{"input":42,"output":17,"total":59}}}
        """;

    private const string Vote =
        """
        {"id":"e3","type":"score-create","timestamp":"2026-11-22T12:00:09Z","body":{"id":"s","traceId":"t-1",
          "name":"user-feedback","value":0,"dataType":"BOOLEAN"}}
        """;

    private ScoreStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await ScoreStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_generation_becomes_one_call_however_its_events_come_and_how_often()
    {
        await TakeAsync(Vote, End);
        Assert.Equal(0, await WriteAsync());
        await TakeAsync(Create, Trace);
        Assert.Equal(1, await WriteAsync());
        await TakeAsync(Trace, Create, End, Vote);
        Assert.Equal(0, await WriteAsync());
        await _store.JoinAsync();

        var call = Assert.Single(await CallsAsync());
        Assert.Equal(("ann", "v7", "gpt-4o-mini"), (call.UserId, call.Series.Version, call.Series.Model));
        Assert.Equal((42, 17, 2000.0), (call.Tokens!.Value.Input, call.Tokens.Value.Output, call.DurationMs));
        Assert.Equal(new ScoreCounts(0, 1, 1, 0, 0, 0, 0), await _store.TotalAsync());
    }

    [Fact]
    public async Task A_later_update_corrects_the_call_and_does_not_add_one()
    {
        await TakeAsync(Create, End);
        Assert.Equal(1, await WriteAsync());
        await TakeAsync(
            """
            {"id":"e9","type":"generation-update","timestamp":"2026-11-22T12:01:00Z","body":{"id":"g-1",
              "usageDetails":{"input":100,"output":20,"total":120}}}
            """,
            Trace);
        Assert.Equal(1, await WriteAsync());

        var call = Assert.Single(await CallsAsync());
        Assert.Equal((100, "ann"), (call.Tokens!.Value.Input, call.UserId));
        Assert.Equal(1, await _store.Database.ReadAsync<long>("SELECT count(*) FROM dirty_cells"));
        Assert.Equal(
            120L,
            await _store.Database.ReadAsync<long>("SELECT sum(input_tokens + output_tokens)::bigint FROM rollup_user_delta"));
    }

    [Theory]
    [InlineData(
        """{"promptTokens":10000,"completionTokens":100,"totalTokens":10100,"cacheReadInputTokens":8000}""",
        2000, 8000, 0, 100, 0)]
    [InlineData(
        """{"inputTokens":10000,"outputTokens":100,"totalTokens":10100,"cachedInputTokens":8000}""",
        2000, 8000, 0, 100, 0)]
    [InlineData(
        """
        {"promptTokens":42,"completionTokens":17,"totalTokens":59,"unit":"TOKENS",
          "promptTokensDetails":{"cachedTokens":16},"completionTokensDetails":{"reasoningTokens":4}}
        """,
        26, 16, 0, 13, 4)]
    [InlineData(
        """
        {"input_tokens":3,"output_tokens":44,"cache_read_input_tokens":9511,"cache_creation_input_tokens":1956,
          "cache_creation":{"ephemeral_5m_input_tokens":1956,"ephemeral_1h_input_tokens":0}}
        """,
        3, 9511, 1956, 44, 0)]
    [InlineData(
        """
        {"promptTokenCount":7477,"candidatesTokenCount":2060,"thoughtsTokenCount":1939,"totalTokenCount":11476}
        """,
        7477, 0, 0, 2060, 1939)]
    [InlineData(
        """{"input":2000,"output":100,"total":10100,"input_cached_tokens":8000,"inputCost":0.1,"unit":"TOKENS"}""",
        2000, 8000, 0, 100, 0)]
    public async Task The_usage_of_older_clients_keeps_its_details(
        string usage, long uncached, long cacheRead, long cacheWrite, long output, long reasoning)
    {
        await TakeAsync(Create, End.Replace("""{"input":42,"output":17,"total":59}""", usage, StringComparison.Ordinal));
        await WriteAsync();

        Assert.Equal(
            new TokenCounts
            {
                InputUncached = uncached,
                CacheRead = cacheRead,
                CacheWrite = cacheWrite,
                OutputText = output,
                Reasoning = reasoning,
            },
            Assert.Single(await CallsAsync()).Tokens);
    }

    [Fact]
    public async Task A_generation_that_never_ends_is_taken_as_it_is_after_a_quiet_minute()
    {
        await TakeAsync(Create);
        Assert.Equal(0, await WriteAsync());
        _store.Time.Advance(ObservationWriter.Quiet + TimeSpan.FromSeconds(1));

        Assert.Equal(1, await WriteAsync());
        Assert.Null(Assert.Single(await CallsAsync()).Tokens);
    }

    [Fact]
    public async Task Two_consoles_write_an_observation_once()
    {
        await TakeAsync(Create, End);
        var written = await Task.WhenAll(WriteAsync(), WriteAsync(), WriteAsync());

        Assert.Equal(1, written.Sum());
        Assert.Single(await CallsAsync());
    }

    [Fact]
    public async Task Each_item_is_answered_for_itself()
    {
        var answer = await TakeAsync(Create, """{"id":"bad","type":"span-create","body":{}}""", """{"id":"log","type":"sdk-log","body":{}}""");

        Assert.Equal(["e1", "log"], answer.Successes.Select(success => success.Id));
        Assert.Equal(("bad", 400), (answer.Errors.Single().Id, answer.Errors.Single().Status));
    }

    [Fact]
    public async Task What_is_old_is_forgotten_and_a_late_repetition_adds_nothing()
    {
        await TakeAsync(Create, End);
        await WriteAsync();
        _store.Time.Advance(ObservationWriter.Kept + TimeSpan.FromHours(1));
        await _store.Get<ObservationWriter>().ForgetAsync(Ct);
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM langfuse_events"));

        await TakeAsync(Create, End);
        await WriteAsync();

        Assert.Single(await CallsAsync());
    }

    [Fact]
    public async Task A_poisoned_observation_is_set_aside_after_three_tries_and_the_others_go_on()
    {
        await PoisonAsync();
        await TakeAsync(
            Create.Replace("\"hi\"", "\"poison\"", StringComparison.Ordinal), End,
            Create.Replace("e1", "e5", StringComparison.Ordinal).Replace("g-1", "g-2", StringComparison.Ordinal),
            End.Replace("e2", "e6", StringComparison.Ordinal).Replace("g-1", "g-2", StringComparison.Ordinal));

        Assert.Equal(1, await WriteAsync());
        Assert.Equal(0, await WriteAsync());
        Assert.Empty(await SetAside.CountAsync(Ct));
        foreach (var pause in new[] { 6, 31 })
        {
            _store.Time.Advance(TimeSpan.FromSeconds(pause));
            Assert.Equal(0, await WriteAsync());
        }

        Assert.Equal(1, (await SetAside.CountAsync(Ct))[SetAsideKinds.Langfuse]);
        var record = Assert.Single(await SetAside.ReadAsync(10, Ct));
        Assert.Equal(("g-1", 3), (record.Record, record.Tries));
        Assert.Contains("22003", record.Reason, StringComparison.Ordinal);
        Assert.Single(await CallsAsync());
        _store.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await WriteAsync());
    }

    [Fact]
    public async Task What_was_set_aside_outlives_the_others_and_is_taken_when_somebody_asks_for_it()
    {
        await PoisonAsync();
        await TakeAsync(Create.Replace("\"hi\"", "\"poison\"", StringComparison.Ordinal), End);
        for (var i = 0; i < SetAsideRecords.Tries; i++)
        {
            await WriteAsync();
            _store.Time.Advance(TimeSpan.FromSeconds(31));
        }

        _store.Time.Advance(ObservationWriter.Kept + TimeSpan.FromHours(1));
        await _store.Get<ObservationWriter>().ForgetAsync(Ct);
        await _store.Database.ExecuteAsync("DROP TRIGGER poison ON payloads");

        Assert.Equal(0, await WriteAsync());
        Assert.Equal(1, await SetAside.RetryAsync(Ct));
        Assert.Equal(1, await WriteAsync());
        Assert.Single(await CallsAsync());
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM set_aside"));
    }

    [Theory]
    [InlineData("53100")]
    [InlineData("57P03")]
    [InlineData("40P01")]
    public async Task A_database_that_takes_nothing_now_sets_nothing_aside(string state)
    {
        await PoisonAsync(state);
        await TakeAsync(Create.Replace("\"hi\"", "\"poison\"", StringComparison.Ordinal), End);
        for (var i = 0; i < SetAsideRecords.Tries; i++)
        {
            Assert.Equal(0, await WriteAsync());
            _store.Time.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM set_aside"));
        await _store.Database.ExecuteAsync("DROP TRIGGER poison ON payloads");
        Assert.Equal(1, await WriteAsync());
    }

    [Theory]
    [InlineData("\"startTime\":\"0001-01-01T00:00:00Z\"", "startTime")]
    [InlineData("\"endTime\":\"9999-12-31T23:59:59Z\"", "endTime")]
    [InlineData("\"startTime\":\"yesterday\"", "startTime")]
    [InlineData("\"parentObservationId\":\"a\\u0000\"", "parentObservationId")]
    public async Task An_event_that_cannot_be_kept_is_told_its_fault_by_the_field(string member, string field)
    {
        var answer = await TakeAsync(
            $$"""{"id":"bad","type":"span-create","timestamp":"2026-11-22T12:00:00Z","body":{"id":"s","traceId":"t",{{member}} } }""",
            Create);

        Assert.Contains(field, answer.Errors.Single().Message, StringComparison.Ordinal);
        Assert.Equal(["e1"], answer.Successes.Select(success => success.Id));
    }

    private SetAsideRecords SetAside => _store.Get<SetAsideRecords>();

    /// <summary>The database refuses a text, by default as it refuses a number out of range.</summary>
    private Task<int> PoisonAsync(string state = "22003") => _store.Database.ExecuteAsync(
        $"""
        CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.input LIKE '%poison%' THEN RAISE 'a bad value' USING ERRCODE = '{state}'; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER poison BEFORE INSERT ON payloads FOR EACH ROW EXECUTE FUNCTION poison();
        """);

    private Task<IngestionAnswer> TakeAsync(params string[] events) => _store.Get<LangfuseIngestion>().TakeAsync(
        ProjectId.First, JsonElement.Parse($"[{string.Join(',', events)}]"), Ct);

    private Task<int> WriteAsync() => _store.Get<ObservationWriter>().RunAsync(Ct);

    private async Task<IReadOnlyList<CallSummary>> CallsAsync() =>
        (await _store.Get<CallQueries>().ListAsync(new CallFilter { Project = ProjectId.First }, Ct)).Items;
}
