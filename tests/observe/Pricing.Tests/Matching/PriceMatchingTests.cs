using Xunit;
using static Dashboard.Pricing.Tests.SomePrice;

namespace Dashboard.Pricing.Tests.Matching;

public sealed class PriceMatchingTests
{
    [Theory]
    [InlineData("openai", "gpt-4o", 1)]
    [InlineData("OpenAI", " GPT-4o ", 1)]
    [InlineData("openai.chat", "gpt-4o", 1)]
    [InlineData("azure", "gpt-4o", 2)]
    [InlineData("az.ai.openai", "gpt-4o", 2)]
    [InlineData("azure.ai.openai", "gpt-4o", 2)]
    [InlineData(null, "gpt-4o", 1)]
    [InlineData("some-proxy", "openai/gpt-4o", 1)]
    public void The_provider_decides_and_without_one_the_maker_of_the_model(string? provider, string model, int price)
    {
        var book = new PriceBook([Row("azure.ai.openai", "gpt-4o", 2m), Row("openai", "gpt-4o", 1m, byMaker: true)]);

        Assert.Equal(price, book.InputPrice(provider, model));
    }

    [Fact]
    public void Hosts_that_disagree_about_an_open_model_leave_it_unpriced_where_the_provider_is_unknown()
    {
        var book = new PriceBook([Row("groq", "llama-3.3-70b", 1m), Row("cerebras", "llama-3.3-70b", 2m)]);

        Assert.Equal(1m, book.InputPrice("groq", "llama-3.3-70b"));
        Assert.Equal(2m, book.InputPrice("cerebras", "llama-3.3-70b"));
        Assert.Null(book.InputPrice("another-host", "llama-3.3-70b"));
        Assert.Null(book.InputPrice(null, "llama-3.3-70b"));
    }

    [Fact]
    public void Hosts_that_agree_price_an_open_model_where_nobody_is_named()
    {
        var book = new PriceBook([Row("groq", "m", 1m), Row("cerebras", "m", 1m)]);

        Assert.Equal(1m, book.InputPrice(null, "m"));
        Assert.Null(book.InputPrice("openai", "m"));
    }

    [Fact]
    public void A_dated_name_with_its_own_price_wins_over_the_name_without_date()
    {
        var book = new PriceBook([Row("openai", "gpt-4o", 1m), Row("openai", "gpt-4o-2024-05-13", 2m)]);

        Assert.Equal(2m, book.InputPrice("openai", "gpt-4o-2024-05-13"));
        Assert.Equal(1m, book.InputPrice("openai", "gpt-4o-2024-08-06"));
        Assert.Equal(2m, book.InputPrice(null, "openai/gpt-4o-2024-05-13"));
    }

    [Fact]
    public void A_set_price_also_holds_for_snapshots_that_the_list_prices_alike_but_not_for_others()
    {
        var book = new PriceBook(
        [
            Row("openai", "gpt-4o", 1m, PriceLayer.Imported, Start),
            Row("openai", "gpt-4o-2024-08-06", 1m, PriceLayer.Imported, Start),
            Row("openai", "gpt-4o-2024-05-13", 5m, PriceLayer.Imported, Start),
            Row(null, "gpt-4o", 0.5m, PriceLayer.Set, Start.AddDays(1)),
        ]);

        Assert.Equal(1m, book.InputPrice("openai", "gpt-4o-2024-08-06", Start));
        Assert.Equal(0.5m, book.InputPrice("openai", "gpt-4o-2024-08-06", Start.AddDays(1)));
        Assert.Equal(5m, book.InputPrice("openai", "gpt-4o-2024-05-13", Start.AddDays(1)));
    }

    [Fact]
    public void A_price_set_for_a_snapshot_itself_is_not_replaced_by_a_later_one_for_the_model()
    {
        var book = new PriceBook(
        [
            Row("openai", "gpt-4o-2024-08-06", 1m, PriceLayer.Set, Start),
            Row("openai", "gpt-4o", 2m, PriceLayer.Set, Start.AddDays(1)),
        ]);

        Assert.Equal(1m, book.InputPrice("openai", "gpt-4o-2024-08-06", Start.AddDays(2)));
    }

    [Fact]
    public void A_price_without_provider_speaks_for_every_provider_from_its_date_on()
    {
        var book = new PriceBook(
        [
            Row("openai", "m", 1m, byMaker: true),
            Row("groq", "m", 2m),
            Row(null, "m", 3m, PriceLayer.Set, Start),
        ]);

        Assert.Equal(1m, book.InputPrice("openai", "m", Start.AddTicks(-1)));
        Assert.Equal(3m, book.InputPrice("openai", "m"));
        Assert.Equal(3m, book.InputPrice("groq", "m"));
        Assert.Equal(3m, book.InputPrice(null, "m"));
    }

    [Fact]
    public void A_price_set_at_the_maker_holds_for_calls_without_provider()
    {
        var book = new PriceBook(
            [Row("openai", "m", 1m, byMaker: true), Row("openai", "m", 2m, PriceLayer.Set, Start)]);

        Assert.Equal(2m, book.InputPrice(null, "m"));
    }

    [Fact]
    public void An_alias_is_as_good_as_the_name_but_gives_way_to_a_row_of_that_name()
    {
        var book = new PriceBook([Row("openai", "a", 2m), Row("openai", "b", 1m, aliases: ["a", "c"])]);

        Assert.Equal(1m, book.InputPrice("openai", "c"));
        Assert.Equal(2m, book.InputPrice("openai", "a"));
    }

    [Theory]
    [InlineData("us.anthropic.claude-haiku-4-5-20251001-v1:0", 2)]
    [InlineData("eu.anthropic.claude-haiku-4-5-20251001-v1:0", 1)]
    [InlineData("anthropic.claude-haiku-4-5-20251001-v1:0", 1)]
    public void A_region_with_its_own_price_keeps_it(string model, int price)
    {
        var book = new PriceBook(
        [
            Row("anthropic", "claude-haiku-4-5", 1m, byMaker: true),
            Row("aws.bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0", 2m),
        ]);

        Assert.Equal(price, book.InputPrice("aws.bedrock", model));
    }

    [Fact]
    public void A_name_without_date_finds_the_row_of_the_latest_but_a_dated_one_does_not()
    {
        var book = new PriceBook([Row("mistral_ai", "mistral-small-latest", 1m)]);

        Assert.Equal(1m, book.InputPrice("mistral_ai", "mistral-small"));
        Assert.Null(book.InputPrice("mistral_ai", "mistral-small-2024-09-17"));
    }
}
