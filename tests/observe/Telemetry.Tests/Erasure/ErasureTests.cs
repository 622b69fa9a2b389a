using System.Net;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Pricing;
using Dashboard.Pricing.Tests;
using Dashboard.Telemetry.Erasure;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests.Repricing;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Dashboard.Telemetry.Tests.Erasure;

public sealed class ErasureTests : IAsyncLifetime
{
    private const string Ann = "ann@example.org";

    private TelemetryStore _store = null!;
    private PriceConsole _console = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync(EventStoreModule.Migrations, PricingModule.Migrations);
        _console = await PriceConsole.StartAsync(
            _store.Database,
            services =>
            {
                services.AddSingleton(_store.Db);
                services.AddErasure();
                services.AddSingleton<IErasable, Comments>();
            },
            app => app.MapErasure());
        await _store.Database.ExecuteAsync("CREATE TABLE comments (trace_id uuid, text text)");
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_user_is_forgotten_and_every_sum_stays(bool compacted)
    {
        await WriteAsync();
        if (compacted)
        {
            await _store.Compactor.RunAsync(Ct);
        }

        var before = await _store.TotalAsync();
        var response = await EraseAsync($$"""{"user":"{{Ann}}","reason":"asked by mail"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(before, await _store.TotalAsync());
        await CellSums.AssertTieAsync(_store.Db, Ct);
        await _store.Compactor.RunAsync(Ct);
        await CellSums.AssertTieAsync(_store.Db, Ct);
        Assert.Equal([null, "bob"], await UsersAsync());
        Assert.Equal("bob asks", await _store.Database.ReadAsync<string>("SELECT string_agg(input, ',') FROM payloads"));
        Assert.Equal(1L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM comments WHERE text IS NULL"));
        Assert.False(await IsAnywhereAsync(Ann));
    }

    [Fact]
    public async Task A_trace_loses_content_and_names_and_what_comes_late_for_it_too()
    {
        var trace = await WriteAsync();
        await EraseAsync($$"""{"trace_id":"{{trace}}","reason":"asked by mail"}""");
        await _store.WriteAsync(
            Some.Call(trace: trace, user: Ann, inputText: Ann + " again"), Some.Span(trace: trace) with { UserId = Ann });
        await LogAsync(trace);

        Assert.Equal(5, (await _store.TotalAsync())!.Calls);
        Assert.False(await IsAnywhereAsync(Ann, trace));
        await CellSums.AssertTieAsync(_store.Db, Ct);
    }

    [Fact]
    public async Task What_an_erased_user_sent_before_stays_out_and_what_comes_after_is_new()
    {
        await WriteAsync();
        await EraseAsync($$"""{"user":"{{Ann}}","reason":"asked by mail"}""");
        var trace = Some.TraceId();
        await _store.WriteAsync(
            Some.Call(at: Some.Noon.AddMinutes(-5), user: Ann, trace: trace, inputText: "late"),
            Some.Span(at: Some.Noon.AddMinutes(-4), trace: trace) with { Input = "late too" });
        Assert.False(await IsAnywhereAsync(Ann));
        Assert.False(await IsAnywhereAsync("late"));

        await _store.WriteAsync(Some.Call(at: Some.Noon.AddMinutes(1), user: Ann, inputText: "I am back"));
        Assert.Equal([null, Ann, "bob"], await UsersAsync());
    }

    [Theory]
    [InlineData("user", "")]
    [InlineData("trace_id", "")]
    [InlineData("user", "late")]
    public async Task An_evaluation_that_names_its_answer_by_the_id_alone_is_emptied_before_and_after(string by, string late)
    {
        var trace = Some.TraceId();
        var answer = Some.Call(trace: trace, user: Ann);
        answer = answer with
        {
            StartedAt = Some.Noon.AddMinutes(-5),
            Call = answer.Call! with { ResponseId = "r-ann", RequestId = Ann },
        };
        if (late.Length == 0)
        {
            await _store.WriteAsync(answer);
            await EvaluateAsync("r-ann", "stored before");
        }

        await EvaluateAsync("r-bob", "of bob");
        var erased = await EraseAsync(
            $$"""{"{{by}}":"{{(by == "user" ? Ann : trace.ToString())}}","reason":"asked by mail"}""");
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        await _store.WriteAsync(answer);
        await EvaluateAsync("r-ann", "sent after");

        Assert.Equal(1L, await _store.Database.ReadAsync<long>(
            "SELECT count(*) FROM log_records WHERE event_name = 'gen_ai.evaluation.result'"));
        Assert.True(await IsAnywhereAsync("of bob"));
        Assert.False(await IsAnywhereAsync("r-ann"));
        Assert.False(await IsAnywhereAsync("stored before"));
        Assert.False(await IsAnywhereAsync("sent after"));
    }

    [Fact]
    public async Task A_late_trace_of_an_erased_user_stays_out_also_where_its_other_spans_name_nobody()
    {
        await EraseAsync($$"""{"user":"{{Ann}}","reason":"asked by mail"}""");
        var trace = Some.TraceId();
        await _store.WriteAsync(Some.Call(at: Some.Noon.AddMinutes(-5), user: Ann, trace: trace, inputText: "late"));

        await _store.WriteAsync(Some.Span(at: Some.Noon.AddMinutes(-4), trace: trace) with { Input = "late too" });

        Assert.False(await IsAnywhereAsync("late"));
    }

    [Fact]
    public async Task The_event_says_that_it_happened_and_names_nobody()
    {
        await WriteAsync();
        await EraseAsync($$"""{"user":"{{Ann}}","reason":"asked by mail"}""");
        await EraseAsync($$"""{"user":"{{Ann}}","reason":"asked again"}""");

        var events = new List<StoredEvent>();
        await foreach (var stored in _console.Store.ReadStreamAsync("erasure", Ct))
        {
            events.Add(stored);
        }

        var facts = events.Select(stored => (PersonalDataErased)stored.Data!).ToList();
        Assert.Equal([("user", 2, 3), ("user", 0, 0)], facts.Select(fact => (fact.Kind, fact.Traces, fact.Calls)));
        Assert.Equal(facts[0].IdentifierHash, facts[1].IdentifierHash);
        Assert.Matches("^[0-9a-f]{64}$", facts[0].IdentifierHash);
        Assert.Equal(("asked by mail", "key:test"), (events[0].Reason, events[0].Actor));
        Assert.DoesNotContain(events, stored => stored.Json.GetRawText().Contains("ann", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"user":"ann","trace_id":"000000000000000000000000000000ab","reason":"x"}""", "not both")]
    [InlineData("""{"trace_id":"xyz","reason":"x"}""", "32 hexadecimal digits")]
    [InlineData("""{"user":"ann"}""", "'reason' must say why")]
    [InlineData("""{"user":"ann","reason":"Ann asked"}""", "must not contain the identifier")]
    public async Task A_request_that_cannot_be_right_says_what_to_change(string body, string words)
    {
        var response = await EraseAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            words, (await PriceConsole.JsonAsync(response)).GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_administrator_may() => Assert.Equal(
        HttpStatusCode.Forbidden,
        (await _console.PostAsync("/api/erasure", """{"user":"ann","reason":"x"}""", "manage")).StatusCode);

    private Task<HttpResponseMessage> EraseAsync(string body) => _console.PostAsync("/api/erasure", body, "admin");

    /// <summary>Two traces of Ann, with a tool and a log record, and one of Bob. Returns the first.</summary>
    private async Task<TraceId> WriteAsync()
    {
        var trace = Some.TraceId();
        var call = Some.Call(trace: trace, user: Ann, inputText: "I am " + Ann, costNano: 7);
        await _store.WriteAsync(
            call with
            {
                SessionId = Ann,
                StatusMessage = Ann,
                Call = call.Call! with { ResponseId = Ann, RequestId = Ann },
            },
            Some.Call(trace: trace, user: Ann, costNano: null),
            Some.Span(trace: trace) with { Input = Ann, Raw = $$$"""{"attributes":{"who":"{{{Ann}}}"}}""" },
            Some.Call(at: Some.Noon.AddHours(-3), user: Ann, outputText: Ann),
            Some.Call(user: "bob", inputText: "bob asks"));
        await LogAsync(trace);
        await _store.Database.ExecuteAsync("INSERT INTO comments VALUES ($1, 'by Ann')", trace.ToGuid());
        return trace;
    }

    private Task EvaluateAsync(string answer, string explanation) => LogAsync(new LogRecord(
        ProjectId.First, Some.Noon, null, null, "gen_ai.evaluation.result", 0, explanation,
        $$$"""{"attributes":{"gen_ai.response.id":"{{{answer}}}","gen_ai.evaluation.explanation":"{{{explanation}}}"}}"""));

    private Task LogAsync(TraceId trace) =>
        LogAsync(new LogRecord(ProjectId.First, Some.Noon, trace, Some.SpanId(), "note", 0, Ann, "{}"));

    private async Task LogAsync(LogRecord log)
    {
        using var gate = new RecordGate(_store.Partitions, NullLogger<RecordGate>.Instance);
        Assert.IsType<WriteResult.Committed>(await new LogWriter(_store.Db, gate).WriteAsync([log], Ct));
    }

    private async Task<List<string?>> UsersAsync() =>
        [.. (await _store.ReadAsync(by: Dimension.User)).Series.Select(series => series.By[Dimension.User]).Order()];

    /// <summary>Looks for a text in every table of the database, or in what is stored of one trace.</summary>
    private async Task<bool> IsAnywhereAsync(string text, TraceId? trace = null)
    {
        string[] ofTraces = ["calls", "spans", "payloads", "log_records"];
        string[] others = ["rollup_user_day", "rollup_user_delta", "erased", "mt_events"];
        var where = trace is null ? "" : "AND trace_id = '" + trace.Value.ToGuid() + "'";
        foreach (var table in trace is null ? ofTraces.Concat(others) : ofTraces)
        {
            if (await _store.Database.ReadAsync<bool>(
                $"SELECT EXISTS (SELECT FROM {table} t WHERE position($1 IN t::text) > 0 {where})", text))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Comments : IErasable
    {
        public async Task EraseAsync(NpgsqlConnection connection, ErasureScope scope, CancellationToken ct)
        {
            Assert.Contains(Ann, scope.AnswerIds.DefaultIfEmpty(Ann));
            await using var command = new NpgsqlCommand(
                "UPDATE comments SET text = NULL WHERE trace_id = ANY ($1)", connection)
            {
                Parameters = { new() { Value = scope.Traces.Select(trace => trace.ToGuid()).ToArray() } },
            };
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
