using Dashboard.Costs.Page;
using Dashboard.Costs.Unpriced;
using Dashboard.Pricing;
using Xunit;

namespace Dashboard.Costs.Tests.Page;

public sealed class PriceDraftTests
{
    [Fact]
    public void A_suggestion_fills_the_form_and_the_price_holds_from_the_first_unpriced_call()
    {
        var model = SomeCosts.Unpriced();
        var book = new PriceBooks().Current;
        var draft = PriceDraft.Of(PriceSuggestion.For(book, model.Provider, model.Model, SomeCosts.Now));
        var price = draft.ToPrice(model, out var faults)!;

        Assert.Empty(faults);
        Assert.Equal(("gpt-4o-mini-super", "openai"), (price.Model, price.Provider));
        Assert.Equal((0.15m, 0.6m), (price.Rates.Input, price.Rates.Output));
        Assert.Equal(model.First, price.EffectiveFrom);

        var row = new PriceRow("prices:1", PriceLayer.Set, price, 1);
        var priced = new PriceBook([.. book.Rows, row]);
        Assert.Same(row, priced.Find("openai", "gpt-4o-mini-super", model.First));
        Assert.Null(priced.Find("openai", "gpt-4o-mini-super", model.First.AddTicks(-10)));
    }

    [Theory]
    [InlineData("", "1", "Give the price of input and of output")]
    [InlineData("-1", "1", "Input must be a decimal number")]
    [InlineData("1e3", "1", "Input must be a decimal number")]
    [InlineData("1", "0.0000000000001", "Output must be a decimal number")]
    public void What_is_no_price_says_what_to_change(string input, string output, string expected)
    {
        var draft = new PriceDraft { Input = input, Output = output };
        Assert.Null(draft.ToPrice(SomeCosts.Unpriced(), out var faults));
        Assert.Contains(expected, Words(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_that_name_no_model_cannot_be_priced()
    {
        var draft = new PriceDraft { Input = "1", Output = "1" };
        Assert.Null(draft.ToPrice(SomeCosts.Unpriced(model: null), out var faults));
        Assert.Contains("name no model", Words(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-4o-mini", "gpt-4o-mini")]
    [InlineData("anthropic claude", "claude")]
    public void Every_word_of_a_search_is_found_in_model_or_provider(string query, string expected)
    {
        var found = PriceSearch.Find(BuiltInPrices.Rows, query);
        Assert.NotEmpty(found);
        Assert.All(found, row => Assert.True(
            row.Price.Model.Contains(expected, StringComparison.Ordinal)
            || row.Price.Aliases.Any(alias => alias.Contains(expected, StringComparison.Ordinal))));
    }

    private static string Words(IReadOnlyDictionary<string, string[]> faults) =>
        string.Join(' ', faults.Values.SelectMany(words => words));
}
