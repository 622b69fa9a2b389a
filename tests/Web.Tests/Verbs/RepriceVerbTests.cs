using System.Globalization;
using System.Net;
using Dashboard.Ingest.Rereading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Web.Tests.Acceptance;
using Dashboard.Web.Verbs;
using Xunit;

namespace Dashboard.Web.Tests.Verbs;

public sealed class RepriceVerbTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_model_says_its_sums_before_and_after_and_all_of_them_together()
    {
        var report = new RereadingReport(7, 3,
        [
            new UsageSums("anthropic", "claude-x")
            {
                Changed = 2,
                Before = new CallCounters { Calls = 5, PricedCalls = 5, InputTokens = 1000, CostNano = 4_000_000_001 },
                After = new CallCounters { Calls = 5, PricedCalls = 5, InputTokens = 1500, CostNano = 6_000_000_000 },
            },
            new UsageSums(null, null)
            {
                Changed = 1,
                Before = new CallCounters { Calls = 1, PricedCalls = 1, CostNano = 1_000_000_000 },
                After = new CallCounters { Calls = 1, UnpricedCalls = 1 },
            },
            new UsageSums("openai", "gpt-4o")
            {
                Before = new CallCounters { Calls = 1, PricedCalls = 1, CostNano = 2_000_000_000 },
                After = new CallCounters { Calls = 1, PricedCalls = 1, CostNano = 2_000_000_000 },
            },
        ]);

        Assert.Equal(
            [
                "  claude-x at anthropic: 2 calls, $4.000000001 → $6, input 1,000 → 1,500",
                "  no model named: 1 call, $1 → –, unpriced 0 → 1",
                "  All models: $7.000000001 → $8, unpriced 0 → 1, input 1,000 → 1,500",
            ],
            RepriceVerb.Lines(report));
    }

    [Fact]
    public async Task What_it_changes_is_a_decision_with_its_range_and_its_sums()
    {
        await using var console = new TestConsole();
        await console.InitializeAsync();
        using var client = await console.NewProjectAsync("ingest", "read");
        var at = DateTimeOffset.UtcNow.AddMinutes(-10);
        var span = OtlpJson.Span(
            start: at, attributes: [("gen_ai.usage.input_tokens", "1000"), ("gen_ai.usage.output_tokens", "0")]);
        using var sent = await client.PostBytesAsync("v1/traces", OtlpJson.Export(span), "application/json");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        await console.Database.ExecuteAsync("UPDATE calls SET cost_nano = cost_nano + 7");
        var decisions = await CountAsync(console);

        Assert.Equal(CommandLine.WrongUsage, await RepriceAsync(new string('x', 501), isDry: false));
        Assert.Equal(CommandLine.Ok, await RepriceAsync("a look", isDry: true));
        Assert.Equal(decisions, await CountAsync(console));
        Assert.Equal(CommandLine.Ok, await RepriceAsync("the list was wrong", isDry: false));
        Assert.Equal(CommandLine.Ok, await RepriceAsync("once more", isDry: false));

        Assert.Equal(decisions + 1, await CountAsync(console));
        Assert.Equal(
            $"calls_repriced cli:{Environment.UserName} the list was wrong 1 150007 150000 0 0",
            await console.Database.ReadAsync<string>("""
                SELECT concat_ws(' ', type, headers ->> 'actor', headers ->> 'reason', data ->> 'Calls',
                  data ->> 'NanodollarsBefore', data ->> 'NanodollarsAfter', data ->> 'UnpricedBefore',
                  data ->> 'UnpricedAfter')
                FROM mt_events ORDER BY seq_id DESC LIMIT 1
                """));
        Assert.Equal(
            at.AddDays(-1).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            (await console.Database.ReadAsync<string>("SELECT data ->> 'From' FROM mt_events ORDER BY seq_id DESC LIMIT 1"))![..10]);

        Task<int> RepriceAsync(string reason, bool isDry) =>
            RepriceVerb.RepriceAsync(console.Services, at.AddDays(-1), to: null, reason, isDry, Ct);
    }

    [Theory]
    [InlineData("reprice")]
    [InlineData("reprice", "--from", "yesterday")]
    [InlineData("reprice", "--from", "2026-11-01", "--to", "13 o'clock")]
    public async Task A_time_that_is_none_is_a_usage_error(params string[] args) =>
        Assert.Equal(CommandLine.WrongUsage, await CommandLine.RunAsync(args));

    private static Task<long> CountAsync(TestConsole console) =>
        console.Database.ReadAsync<long>("SELECT count(*) FROM mt_events");
}
