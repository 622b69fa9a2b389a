using Dashboard.Events;
using Dashboard.Telemetry.Messages;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

/// <summary>Content that comes as log records, before or after its call, in as many exports as it likes.</summary>
public sealed class LogContentTests : IAsyncLifetime
{
    private const string Hi = """{"content":"hi"}""";
    private const string Hello = """{"message":{"content":"hello"}}""";

    private readonly SpanRecord _call = Some.Call();
    private TelemetryStore _store = null!;
    private RecordGate _gate = null!;
    private LogWriter _logs = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync();
        _gate = new RecordGate(_store.Partitions, NullLogger<RecordGate>.Instance);
        _logs = new LogWriter(_store.Db, _gate);
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("call question answer")]
    [InlineData("question answer call")]
    [InlineData("question call answer")]
    [InlineData("answer call question")]
    [InlineData("call answer question question call")]
    public async Task In_every_order_each_message_is_there_once(string order)
    {
        foreach (var step in order.Split(' '))
        {
            await (step switch
            {
                "call" => _store.WriteAsync(_call),
                "question" => LogAsync(Log("gen_ai.user.message", Hi)),
                _ => LogAsync(Log("gen_ai.choice", Hello)),
            });
        }

        await AssertContentAsync(
            """[{"role":"user","content":"hi"}]""", """[{"role":"assistant","message":{"content":"hello"}}]""");
    }

    [Fact]
    public async Task Messages_of_one_moment_keep_the_order_in_which_they_were_sent()
    {
        await _store.WriteAsync(_call);
        await LogAsync([.. Enumerable.Range(0, 12).Select(i => Log("gen_ai.user.message", $$"""{"content":"{{i}}"}"""))]);

        await AssertContentAsync(
            $"[{string.Join(',', Enumerable.Range(0, 12).Select(i => $$"""{"role":"user","content":"{{i}}"}"""))}]", null);
    }

    [Fact]
    public async Task What_the_span_said_itself_is_not_replaced()
    {
        await _store.WriteAsync(_call with { Input = "mine" });
        await LogAsync(Log("gen_ai.user.message", Hi), Log("gen_ai.choice", Hello));

        await AssertContentAsync("mine", """[{"role":"assistant","message":{"content":"hello"}}]""");
    }

    [Theory]
    [InlineData("call question answer")]
    [InlineData("question call answer")]
    [InlineData("question answer call")]
    [InlineData("call question question answer question")]
    public async Task Instructions_that_the_span_told_alone_are_completed_and_told_once(string order)
    {
        const string Told = """[{"role":"system","parts":[{"type":"text","content":"be brief"}]}]""";
        const string System = """{"role":"system","parts":[{"type":"text","content":"be brief"}]}""";
        const string User = """{"role":"user","parts":[{"type":"text","content":"hi via responses"}]}""";
        const string Answer = """[{"role":"assistant","parts":[{"type":"text","content":"Hello!"}]}]""";
        foreach (var step in order.Split(' '))
        {
            await (step switch
            {
                "call" => _store.WriteAsync(_call with { Input = Told }),
                "question" => LogAsync(Details($$"""{"gen_ai.input.messages":[{{System}},{{User}}]}""")),
                _ => LogAsync(Details($$"""{"gen_ai.output.messages":{{Answer}}}""")),
            });
        }

        await AssertContentAsync($"[{System},{User}]", Answer);
    }

    [Fact]
    public async Task Instructions_that_only_the_span_told_stand_before_the_messages_of_the_records()
    {
        await _store.WriteAsync(_call with { Input = """[{"role":"system","parts":[{"type":"text","content":"be brief"}]}]""" });
        await LogAsync(Log("gen_ai.user.message", Hi));
        await LogAsync(Log("gen_ai.user.message", """{"content":"again"}""") with { At = Some.Noon.AddMilliseconds(2) });

        await AssertContentAsync(
            """[{"role":"system","parts":[{"type":"text","content":"be brief"}]},{"role":"user","content":"hi"},"""
            + """{"role":"user","content":"again"}]""",
            null);
    }

    private LogRecord Details(string attributes) =>
        Log(LogMessages.Details, "{}") with { Body = null, Raw = $$"""{"attributes":{{attributes}}}""" };

    [Fact]
    public async Task Search_and_preview_find_it()
    {
        await _store.WriteAsync(_call, Some.Call());
        await LogAsync(Log("gen_ai.user.message", """{"content":"where is my parcel"}"""));

        var found = await _store.Calls.ListAsync(new CallFilter { Project = ProjectId.First, Text = "parcel" }, Ct);

        Assert.Equal("where is my parcel", Assert.Single(found.Items).Preview);
    }

    [Fact]
    public async Task Records_of_another_span_project_or_kind_change_nothing()
    {
        await _store.WriteAsync(_call);
        await LogAsync(
            Log("gen_ai.user.message", Hi) with { SpanId = Some.SpanId() },
            Log("gen_ai.user.message", Hi) with { Project = new ProjectId(2) },
            Log("gen_ai.user.message", Hi) with { SpanId = null },
            Log("gen_ai.evaluation.result", Hi),
            Log("gen_ai.user.message", Hi) with { EventName = null });

        await AssertContentAsync(null, null);
    }

    [Fact]
    public async Task Calls_and_records_that_two_consoles_write_at_once_find_each_other()
    {
        var calls = Enumerable.Range(0, 40).Select(_ => Some.Call()).ToList();

        await Task.WhenAll(calls.SelectMany(call => (Task[])
        [
            LogAsync(Log("gen_ai.user.message", Hi) with { TraceId = call.TraceId, SpanId = call.SpanId }),
            _store.Writer.WriteAsync([call], Ct),
        ]));

        Assert.Equal(
            40L,
            await _store.Database.ReadAsync<long>(
                """SELECT count(*) FROM payloads WHERE input = '[{"role":"user","content":"hi"}]'"""));
    }

    private LogRecord Log(string name, string body) =>
        new(ProjectId.First, Some.Noon.AddMilliseconds(1), _call.TraceId, _call.SpanId, name, 9, body, "{}");

    private async Task LogAsync(params LogRecord[] logs) =>
        Assert.IsType<WriteResult.Committed>(await _logs.WriteAsync(logs, Ct));

    private async Task AssertContentAsync(string? input, string? output)
    {
        var shown = (await _store.Calls.TraceAsync(ProjectId.First, _call.TraceId, Ct))!.Spans.Single();
        Assert.Equal((input, output), (shown.Input, shown.Output));
    }
}
