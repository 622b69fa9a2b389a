using System.Text.Json;
using Dashboard.Events;
using Dashboard.Pricing.Importing;
using Dashboard.Pricing.Matching;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests;

public sealed class BuiltInPricesTests
{
    [Fact]
    public void The_list_is_long_enough_and_each_price_has_a_source_and_the_day_it_was_checked()
    {
        Assert.True(BuiltInPrices.Rows.Count >= 60, $"{BuiltInPrices.Rows.Count} rows");
        Assert.All(BuiltInPrices.Rows, row =>
        {
            Assert.StartsWith("https://", row.Price.Source, StringComparison.Ordinal);
            Assert.InRange(row.Price.CheckedOn!.Value, new DateOnly(2026, 8, 1), new DateOnly(2026, 12, 31));
            Assert.True(row.Price.Rates.Input > 0, row.Id);
            Assert.True(row.Price.Rates.Output is null or > 0, row.Id);
            Assert.Null(row.Price.EffectiveFrom);
        });
    }

    [Fact]
    public void No_name_is_listed_twice_for_a_provider()
    {
        var names = BuiltInPrices.Rows
            .SelectMany(row => row.Price.Aliases.Prepend(row.Price.Model), (row, name) => (row.Price.Provider, name))
            .ToArray();

        Assert.Equal(names.Distinct().Count(), names.Length);
        Assert.Equal(BuiltInPrices.Rows.Count, BuiltInPrices.Rows.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public void The_list_prices_every_one_of_its_own_names()
    {
        var book = new PriceBook(BuiltInPrices.Rows);

        Assert.All(BuiltInPrices.Rows, row => Assert.All(
            row.Price.Aliases.Prepend(row.Price.Model),
            name => Assert.Same(row, book.Find(row.Price.Provider, name, SomePrice.Start))));
    }

    [Fact]
    public void Gpt_4o_mini_has_its_list_price_under_each_of_its_names()
    {
        var book = new PriceBook(BuiltInPrices.Rows);

        Assert.All(["gpt-4o-mini", "gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini"], model =>
        {
            var row = book.Find("openai", model, SomePrice.Start);
            Assert.Equal("builtin:openai/gpt-4o-mini", row?.Id);
            Assert.Equal(SomePrice.Mini, row?.Price.Rates);
        });
    }

    [Fact]
    public void The_price_of_gpt_4o_mini_gives_the_known_total_of_a_known_trace()
    {
        var mini = new PriceBook(BuiltInPrices.Rows).Find("openai", "gpt-4o-mini", SomePrice.Start)!.Price;
        var tokens = new TokenCounts { InputUncached = 18_059_974, OutputText = 245_896 };

        Assert.Equal(2.8565337m, CostCalculation.Dollars(mini, tokens, null));
    }

    [Theory]
    [InlineData("aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", "0.0045")]
    [InlineData("aws.bedrock", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.0045")]
    [InlineData("aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0:200k", "0.0045")]
    [InlineData("aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0:48k", "0.0045")]
    [InlineData("aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData("aws.bedrock", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData("aws.bedrock", "jp.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData("aws.bedrock", "au.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData("aws.bedrock", "amer.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData("aws.bedrock", "us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.0054")]
    [InlineData("aws.bedrock", "bedrock/converse/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData(null, "bedrock/invoke/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData("aws.bedrock", "converse/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData("aws.bedrock",
        "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "0.00495")]
    [InlineData("aws.bedrock",
        "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0", "0.0045")]
    [InlineData("aws.bedrock",
        "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0", "0.0054")]
    [InlineData("aws.bedrock", "anthropic.claude-opus-4-6-v1", "0.0075")]
    [InlineData("aws.bedrock", "us.anthropic.claude-opus-4-6-v1", "0.00825")]
    [InlineData("anthropic", "claude-sonnet-4.5", "0.0045")]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929[1m]", "0.0045")]
    [InlineData("gcp.vertex_ai", "publishers/anthropic/models/claude-sonnet-4-5@20250929", "0.0045")]
    [InlineData("gcp.vertex_ai", "claude-opus-4-6@default", "0.0075")]
    [InlineData("openai", "gpt-4-0613", "0.036")]
    [InlineData("openai", "gpt-3.5-turbo-0125", "0.00065")]
    [InlineData("openai", "gpt-3.5-turbo-1106", "0.0012")]
    [InlineData("openai", "gpt-4-1106-preview", "0.013")]
    [InlineData("openai", "openai:gpt-4o-2024-08-06", "0.0035")]
    [InlineData("openai", "ft:gpt-3.5-turbo-0125:acme::abc", "0.0036")]
    [InlineData("azure.ai.openai", "gpt-35-turbo-0125", "0.00065")]
    [InlineData("azure.ai.openai", "azure/us/gpt-4.1-2025-04-14", "0.00308")]
    [InlineData("azure.ai.openai", "azure/us/gpt-4.1", "0.00308")]
    [InlineData("azure.ai.openai", "azure/eu/gpt-4o-2024-08-06", "0.00385")]
    [InlineData("groq", "openai/gpt-oss-120b", "0.00021")]
    [InlineData("openrouter", "anthropic/claude-sonnet-4.5", "0.0045")]
    [InlineData("vllm", "Qwen/Qwen3-32B", null)]
    [InlineData("vllm", "openai/gpt-oss-120b", null)]
    [InlineData("huggingface", "openai/gpt-oss-120b", null)]
    public void A_thousand_tokens_in_and_a_hundred_out_cost_what_their_seller_lists(
        string? provider, string model, string? dollars) => Assert.Equal(
            dollars is null ? null : decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture),
            new PriceBook(BuiltInPrices.Rows).Price(
                provider, model, new TokenCounts { InputUncached = 1000, OutputText = 100 }, Dashboard.Events.SpanStatus.Ok,
                SomePrice.Start, null).Amount?.Dollars);

    [Fact]
    public void A_search_of_the_web_adds_its_fee() => Assert.Equal(
        0.060724m,
        new PriceBook(BuiltInPrices.Rows).Price(
            "anthropic", "claude-sonnet-4-5-20250929",
            new TokenCounts { InputUncached = 16_083, OutputText = 165, WebSearches = 1 },
            Dashboard.Events.SpanStatus.Ok, SomePrice.Start, null).Amount!.Value.Dollars);

    [Fact]
    public void The_revision_names_the_day_and_the_content() =>
        Assert.Matches($"^{BuiltInPrices.CheckedOn:yyyy-MM-dd}-[0-9a-f]{{8}}$", BuiltInPrices.Revision);

    [Fact]
    public void Every_figure_is_in_one_of_the_two_public_lists()
    {
        var figures = Figures("data/prices/litellm/litellm_full_2026-08-06.json")
            .Concat(Figures("data/prices/genai-prices/data_slim.json"))
            .ToHashSet();

        // A figure counts as seen under any of the row's names: lists differ in which name of a model they use.
        var unseen = BuiltInPrices.Rows
            .SelectMany(row => Figures(row.Price).GroupBy(figure => (row.Id, figure.Path, figure.PerMillion)))
            .Where(names => !names.Any(figures.Contains))
            .Select(names => names.Key);

        Assert.Empty(unseen);
    }

    private static (string? Provider, string Model, string Path, decimal PerMillion)[] Figures(string sharedFile)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.PathOrSkip(sharedFile)));
        return PriceLists.Read(json.RootElement, SomePrice.Start).Prices.SelectMany(Figures).ToArray();
    }

    // Under every name that the price is reached by.
    private static IEnumerable<(string? Provider, string Model, string Path, decimal PerMillion)> Figures(
        ModelPrice price) =>
        from name in price.Aliases.Prepend(price.Model).SelectMany(ModelNames.FromMostSpecific).Distinct()
        from figure in Rates("", price.Rates)
            .Concat(price.Tiers.SelectMany(tier => Rates($">{tier.AboveInputTokens} ", tier.Rates)))
            .Concat(price.ServiceTiers.SelectMany(tier => Rates(tier.Name + " ", tier.Rates)))
            .Concat(price.ServiceTiers.SelectMany(service => service.Tiers.SelectMany(tier =>
                Rates($"{service.Name} >{tier.AboveInputTokens} ", tier.Rates))))
        select (price.Provider, name, figure.Path, figure.PerMillion);

    private static IEnumerable<(string Path, decimal PerMillion)> Rates(string path, TokenRates rates) =>
        from bucket in TokenBuckets.All
        let price = bucket.Listed(rates)
        where price is not null
        // genai-prices writes some figures with the noise of binary fractions: 0.18000000000000002.
        select (path + bucket.Name(), decimal.Round(price.Value, 9));
}
