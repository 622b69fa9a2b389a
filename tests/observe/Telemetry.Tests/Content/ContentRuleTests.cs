using System.Net;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Pricing;
using Dashboard.Pricing.Tests;
using Dashboard.Telemetry.Content;
using Dashboard.Telemetry.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Telemetry.Tests.Content;

public sealed class ContentRuleTests : IAsyncLifetime
{
    private const string Path = "/api/projects/1/content";
    private TelemetryStore _store = null!;
    private PriceConsole _console = null!;
    private CallWriter _writer = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync(
            EventStoreModule.Migrations, PricingModule.Migrations, ContentModule.Migrations);
        _console = await StartAsync();
        _writer = new CallWriter(
            new SpanTransaction(_store.Db, _store.Partitions, new SeriesDirectory(_store.Db), _store.Bell),
            _store.Bell,
            TimeProvider.System,
            NullLogger<CallWriter>.Instance,
            _console.Services.GetRequiredService<ContentRules>());
        await _writer.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
        await _console.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("keep", "mail ann@example.org", """{"attributes":{"to":"ann@example.org"}}""")]
    [InlineData("redact", "mail [email]", """{"attributes":{"to":"[email]"}}""")]
    [InlineData("drop", null, "{}")]
    public async Task Each_rule_is_applied_before_anything_is_stored(string rule, string? input, string raw)
    {
        Assert.Equal(HttpStatusCode.OK, (await PutAsync($$"""{"rule":"{{rule}}","reason":"policy"}""")).StatusCode);

        await WriteAsync(ProjectId.First);

        Assert.Equal(input, await _store.Database.ReadAsync<string>("SELECT input FROM payloads"));
        Assert.Equal(raw, await _store.Database.ReadAsync<string>("SELECT raw FROM payloads"));
        var total = (await _store.TotalAsync())!;
        Assert.Equal((1, new Nanodollars(16_500)), (total.Calls, total.Cost));
    }

    [Fact]
    public async Task A_rule_holds_for_its_project_alone()
    {
        await PutAsync("""{"rule":"drop"}""");
        await WriteAsync(new ProjectId(2));

        Assert.Equal("mail ann@example.org", await _store.Database.ReadAsync<string>("SELECT input FROM payloads"));
    }

    [Fact]
    public async Task A_rule_is_a_decision_that_survives_a_restart_and_is_made_once()
    {
        await PutAsync("""{"rule":"redact","reason":"policy"}""");
        await PutAsync("""{"rule":"redact","reason":"again"}""");
        Assert.Equal(1L, await _store.Database.ReadAsync<long>(
            "SELECT count(*) FROM mt_events WHERE type = 'content_rule_set'"));
        Assert.Empty(await _console.Projections.VerifyAsync(Ct));

        await using var restarted = await StartAsync();
        var answer = await PriceConsole.JsonAsync(await restarted.SendAsync(HttpMethod.Get, Path, "admin"));

        Assert.Equal("redact", answer.GetProperty("rule").GetString());
        Assert.Equal("key:test", answer.GetProperty("actor").GetString());
    }

    [Fact]
    public async Task Only_an_administrator_may_and_only_the_three_rules_exist()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _console.SendAsync(HttpMethod.Get, Path, "manage")).StatusCode);
        var wrong = await PutAsync("""{"rule":"hide"}""");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var detail = (await PriceConsole.JsonAsync(wrong)).GetProperty("detail").GetString()!;
        Assert.Contains("\"keep\"", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_names_who_decided_what_and_why()
    {
        await PutAsync("""{"rule":"redact","reason":"policy"}""");
        await PutAsync("""{"rule":"drop","reason":"law"}""");

        var history = await _console.Services.GetRequiredService<ContentDesk>().HistoryAsync(ProjectId.First, Ct);

        Assert.Equal(
            [(ContentRule.Drop, "key:test", "law"), (ContentRule.Redact, "key:test", "policy")],
            history.Select(change => (change.Rule, change.Actor, change.Reason)));
    }

    [Theory]
    [InlineData(ContentRule.Keep, """{"to":"ann@example.org"}""")]
    [InlineData(ContentRule.Redact, """{"to":"[email]"}""")]
    [InlineData(ContentRule.Drop, null)]
    public void A_text_can_be_tried_out_before_a_rule_is_set(ContentRule rule, string? stored) =>
        Assert.Equal(stored, ContentDesk.Preview(rule, """{"to":"ann@example.org"}"""));

    private Task<PriceConsole> StartAsync() => PriceConsole.StartAsync(
        _store.Database, services => services.AddContent(), app => app.MapContent());

    private Task<HttpResponseMessage> PutAsync(string body) =>
        _console.SendAsync(HttpMethod.Put, Path, "admin", System.Text.Encoding.UTF8.GetBytes(body));

    private async Task WriteAsync(ProjectId project) => Assert.IsType<WriteResult.Committed>(await _writer.WriteAsync(
        [
            Some.Call(project: project, inputText: "mail ann@example.org") with
            {
                Raw = """{"attributes":{"to":"ann@example.org"}}""",
            },
        ],
        Ct));
}
