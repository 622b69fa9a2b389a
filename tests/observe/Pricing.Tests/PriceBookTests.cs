using CsCheck;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Pricing.Tests;

public sealed class PriceBookTests
{
    private static readonly DateTimeOffset s_march = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PriceBook s_book = new([SomePrice.Row("openai", "gpt-4o-mini", 1m, byMaker: true)]);
    private static readonly TokenCounts s_tokens = new() { InputUncached = 1_000_000 };

    [Fact]
    public void A_known_model_is_priced_and_names_its_row()
    {
        var cost = Price(s_book, "gpt-4o-mini", s_tokens, SpanStatus.Ok);

        Assert.Equal(CostStatus.Priced, cost.Status);
        Assert.Equal(new Nanodollars(1_000_000_000), cost.Amount);
        Assert.Equal(s_book.Rows[0].Id, cost.PriceId);
        Assert.Same(s_book.Rows[0], s_book.ById(cost.PriceId!));
    }

    [Theory]
    [InlineData("a-model-nobody-knows")]
    [InlineData("gpt-4o")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void An_unknown_model_has_no_cost_and_counts_as_unpriced(string? model)
    {
        var cost = Price(s_book, model, s_tokens, SpanStatus.Ok);

        Assert.Equal(new CallCost(CostStatus.NoPrice, null, null), cost);
        Assert.True(cost.IsUnpriced);
    }

    [Fact]
    public void Tokens_in_a_bucket_without_price_are_unpriced_and_name_the_row_that_lacks_it()
    {
        var book = new PriceBook([SomePrice.Row("openai", "embed", 1m) with
        {
            Price = new ModelPrice { Provider = "openai", Model = "embed", Rates = new TokenRates { Input = 1m } },
        }]);

        Assert.Equal(
            new CallCost(CostStatus.NoPrice, null, book.Rows[0].Id),
            Price(book, "embed", new TokenCounts { OutputText = 1 }, SpanStatus.Ok));
    }

    [Theory]
    [InlineData(SpanStatus.Ok, CostStatus.NoUsage)]
    [InlineData(SpanStatus.ClientAbort, CostStatus.NoUsage)]
    [InlineData(SpanStatus.Error, CostStatus.NothingToPrice)]
    public void Without_usage_the_status_of_the_call_decides(SpanStatus status, CostStatus expected)
    {
        var cost = Price(s_book, "gpt-4o-mini", null, status);

        Assert.Equal(new CallCost(expected, null, null), cost);
        Assert.Equal(expected == CostStatus.NoUsage, cost.IsUnpriced);
    }

    [Fact]
    public void A_failed_call_that_reported_zero_tokens_leaves_nothing_unpriced() =>
        Assert.Equal(
            CostStatus.NothingToPrice, Price(s_book, "unknown", default(TokenCounts), SpanStatus.Error).Status);

    [Fact]
    public void A_failed_call_with_usage_costs_what_it_used() =>
        Assert.Equal(CostStatus.Priced, Price(s_book, "gpt-4o-mini", s_tokens, SpanStatus.Error).Status);

    [Fact]
    public void Every_count_however_absurd_has_a_plain_answer() =>
        Gen.Long.Array[8].Sample(n =>
        {
            var tokens = new TokenCounts
            {
                InputUncached = n[0],
                CacheRead = n[1],
                CacheWrite = n[2],
                CacheWrite1h = n[3],
                AudioInput = n[4],
                OutputText = n[5],
                Reasoning = n[6],
                AudioOutput = n[7],
            };
            var dearest = new PriceBook([SomePrice.Row("openai", "gpt-4o-mini", PriceLimits.MostPerMillion / 10)]);
            var cost = Price(dearest, "gpt-4o-mini", tokens, SpanStatus.Ok);
            return cost.Status == CostStatus.Priced
                ? cost.Amount!.Value.Value >= 0 && n.All(count => count >= 0)
                : cost is { Status: CostStatus.NoUsage, Amount: null };
        });

    [Fact]
    public void The_largest_counts_do_not_overflow()
    {
        var most = new TokenCounts
        {
            InputUncached = long.MaxValue,
            CacheRead = long.MaxValue,
            CacheWrite = long.MaxValue,
            CacheWrite1h = long.MaxValue,
            AudioInput = long.MaxValue,
            OutputText = long.MaxValue,
            Reasoning = long.MaxValue,
            AudioOutput = long.MaxValue,
        };

        Assert.Equal(CostStatus.NoUsage, Price(s_book, "gpt-4o-mini", most, SpanStatus.Ok).Status);
        Assert.Equal(
            CostStatus.NoUsage, Price(s_book, "gpt-4o-mini", new TokenCounts { CacheRead = -1 }, SpanStatus.Ok).Status);
    }

    [Fact]
    public void The_cost_is_rounded_once_for_the_whole_call()
    {
        var book = new PriceBook([SomePrice.Row("openai", "m", 0.0004m)]);

        // 0.4 nanodollars each: rounded apart, both would vanish.
        var cost = Price(book, "m", new TokenCounts { InputUncached = 1, CacheRead = 1 }, SpanStatus.Ok);

        Assert.Equal(new Nanodollars(1), cost.Amount);
    }

    [Fact]
    public void A_row_holds_from_its_effective_date_on_and_not_before()
    {
        var book = new PriceBook(
        [
            SomePrice.Row("openai", "m", 1m),
            SomePrice.Row("openai", "m", 2m, PriceLayer.Set, s_march),
            SomePrice.Row("openai", "m", 3m, PriceLayer.Imported, s_march.AddDays(1)),
        ]);

        Assert.Equal(1m, book.InputPrice("openai", "m", s_march.AddTicks(-1)));
        Assert.Equal(2m, book.InputPrice("openai", "m", s_march));
        Assert.Equal(2m, book.InputPrice("openai", "m", s_march.AddDays(1).AddTicks(-1)));
        Assert.Equal(3m, book.InputPrice("openai", "m", s_march.AddDays(1)));
    }

    [Fact]
    public void On_one_date_a_set_price_wins_over_an_imported_one_and_the_last_recorded_over_the_former()
    {
        var set = SomePrice.Row("openai", "m", 2m, PriceLayer.Set, s_march);
        var imported = SomePrice.Row("openai", "m", 3m, PriceLayer.Imported, s_march);
        var setAgain = SomePrice.Row("openai", "m", 4m, PriceLayer.Set, s_march);

        Assert.Equal(2m, new PriceBook([set, imported]).InputPrice("openai", "m", s_march));
        Assert.Equal(4m, new PriceBook([setAgain, set, imported]).InputPrice("openai", "m", s_march));
    }

    [Fact]
    public void The_rows_in_force_are_those_that_nothing_replaced()
    {
        var old = SomePrice.Row("openai", "m", 1m);
        var now = SomePrice.Row(null, "m", 2m, PriceLayer.Set, SomePrice.Start);
        var later = SomePrice.Row("openai", "m", 3m, PriceLayer.Set, s_march);
        var other = SomePrice.Row("openai", "n", 4m);
        var book = new PriceBook([old, now, later, other]);

        Assert.Equal([now, other], book.InForce(SomePrice.Start));
        Assert.Equal([now, later, other], book.InForce(s_march));
    }

    [Fact]
    public void Names_from_outside_do_not_fill_the_memory_and_answers_stay_right()
    {
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Null(s_book.Find("openai", "made-up-" + i, SomePrice.Start));
        }

        Assert.Equal(1m, s_book.InputPrice("openai", "gpt-4o-mini"));
        Assert.Null(s_book.Find("openai", new string('x', 100_000), SomePrice.Start));
    }

    private static CallCost Price(PriceBook book, string? model, TokenCounts? tokens, SpanStatus status) =>
        book.Price("openai", model, tokens, status, SomePrice.Start, null);
}
