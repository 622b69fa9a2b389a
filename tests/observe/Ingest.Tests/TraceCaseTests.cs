using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Pricing.Importing;
using Dashboard.Pricing.Tests;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Ingest.Tests;

/// <summary>Counts and prices of real clients' spans with the right value beside them.</summary>
public sealed class TraceCaseTests
{
    private static readonly PriceBook s_prices = new(BuiltInPrices.Rows);

    [Fact]
    public void Every_case_has_its_test() => Assert.Equal(
        [
            "01-traceloop-anthropic-exclusive.json", "02-otel-openai-0.22-responses-input.json",
            "04-selfhosted-billed-as-other-host.json", "06-exclusive-usage-bedrock-vertex.json",
            "07-langfuse-usage-details-provider-shape.json", "09-import-v2-cache-write-1h.json",
            "15-web-search-fee.json", "18-span-environment.json",
        ],
        Directory.EnumerateFiles(SharedData.PathOrSkip("data/cases/traces")).Select(Path.GetFileName).Order());

    [Fact]
    public void An_input_that_leaves_the_cache_out_is_known_by_the_scope()
    {
        var given = Read("01-traceloop-anthropic-exclusive.json");
        var want = given["want"]!;

        var call = Sent.Span(Attributes(given)).ReadFrom((string)given["scope"]!, "0.27.0", s_prices).Call!;

        var tokens = call.Tokens!.Value;
        Assert.Equal(
            ((long)want["input_tokens"]!, (long)want["input_uncached"]!, (long)want["cache_read"]!,
                (long)want["cache_write"]!),
            (tokens.Input, tokens.InputUncached, tokens.CacheRead, tokens.CacheWrite));
        Assert.Equal(Dollars(want["cost_usd"]!), call.Cost.Amount?.Dollars);
        Assert.Equal(UsageSource.Reported, call.UsageSource);
    }

    [Fact]
    public void A_self_hosted_model_has_no_other_hosts_price()
    {
        var given = Read("04-selfhosted-billed-as-other-host.json");

        var cost = Sent.Span(Attributes(given)).ReadFrom("scope", null, s_prices).Call!.Cost;

        Assert.Null(given["want"]!["cost_usd"]);
        Assert.Equal((CostStatus.NoPrice, (Nanodollars?)null), (cost.Status, cost.Amount));
    }

    [Theory]
    [InlineData("aws.bedrock", "anthropic.claude-haiku-4-5-20251001-v1:0")]
    [InlineData("gcp.vertex_ai", "claude-haiku-4-5@20251001")]
    public void Claude_of_another_house_counts_its_cache_beside_the_input(string provider, string model)
    {
        var given = Read("06-exclusive-usage-bedrock-vertex.json");
        given["attributes"]!["gen_ai.provider.name"] = provider;
        given["attributes"]!["gen_ai.request.model"] = model;
        var prices = new PriceBook([new PriceRow("set", PriceLayer.Set, new ModelPrice
        {
            Model = model,
            Rates = new TokenRates { Input = 1.1m, CacheRead = 0.11m, CacheWrite = 1.375m, Output = 5.5m },
        }, 1)]);

        var call = Sent.Span(Attributes(given)).ReadFrom("scope", null, prices).Call!;

        Assert.Equal(
            ((long)given["want"]!["input_tokens"]!, UsageSource.Reported), (call.Tokens!.Value.Input, call.UsageSource));
        Assert.Equal(0.00398101m, call.Cost.Amount?.Dollars);
    }

    [Fact]
    public void Details_within_usage_details_are_a_part_of_their_total() =>
        Assert.All(Read("07-langfuse-usage-details-provider-shape.json")["cases"]!.AsArray(), given =>
        {
            var call = Sent.Read(
                ("langfuse.observation.type", "generation"),
                ("langfuse.observation.model.name", "claude-sonnet-4-5-20250929"),
                ("langfuse.observation.usage_details", given!["usage_details"]!.ToJsonString())).Call!;
            var tokens = call.Tokens!.Value;
            Assert.Equal(UsageSource.Reported, call.UsageSource);
            Assert.All(given["want"]!.AsObject(), want => Assert.Equal(
                (want.Key, (long)want.Value!),
                (want.Key, want.Key switch
                {
                    "input" => tokens.Input,
                    "output" => tokens.Output,
                    "reasoning" => tokens.Reasoning,
                    "cache_write" => tokens.CacheWrite + tokens.CacheWrite1h,
                    var other => throw new InvalidOperationException($"'{other}' is no bucket that this test knows."),
                })));
        });

    [Fact]
    public void An_imported_price_of_writes_that_live_an_hour_fills_its_bucket()
    {
        using var given = JsonDocument.Parse(Read("09-import-v2-cache-write-1h.json").ToJsonString());

        var import = PriceLists.Read(given.RootElement.GetProperty("list"), SomePrice.Start);

        Assert.Equal((1.25m, 2m), (import.Prices[0].Rates.CacheWrite, import.Prices[0].Rates.CacheWrite1h));
    }

    [Fact]
    public void A_search_of_the_web_costs_its_fee()
    {
        var given = Read("15-web-search-fee.json");
        var model = (string)given["model"]!;
        var tokens = UsageJson.Read(given["usage"]!.ToJsonString()).Split(new UsageSender("anthropic", model)).Tokens;

        var cost = s_prices.Price("anthropic", model, tokens, SpanStatus.Ok, SomePrice.Start, null);

        Assert.Equal(Dollars(given["want"]!), cost.Amount?.Dollars);
    }

    private static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(SharedData.PathOrSkip($"data/cases/traces/{name}")))!;

    private static (string, object?)[] Attributes(JsonNode given) =>
    [
        .. given["attributes"]!.AsObject().Select(pair => (pair.Key,
            pair.Value!.GetValueKind() == JsonValueKind.Number ? (object?)(long)pair.Value : (string)pair.Value!)),
    ];

    private static decimal Dollars(JsonNode node) => decimal.Parse((string)node!);
}
