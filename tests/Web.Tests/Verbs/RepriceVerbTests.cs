using Dashboard.Telemetry.Rereading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Web.Verbs;
using Xunit;

namespace Dashboard.Web.Tests.Verbs;

public sealed class RepriceVerbTests
{
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

    [Theory]
    [InlineData("reprice")]
    [InlineData("reprice", "--from", "yesterday")]
    [InlineData("reprice", "--from", "2026-11-01", "--to", "13 o'clock")]
    public async Task A_time_that_is_none_is_a_usage_error(params string[] args) =>
        Assert.Equal(CommandLine.WrongUsage, await CommandLine.RunAsync(args));
}
