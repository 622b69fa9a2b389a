using Dashboard.Pricing.Importing;
using Dashboard.Pricing.Recording;
using Xunit;
using static Dashboard.Pricing.Tests.SomePrice;

namespace Dashboard.Pricing.Tests.Recording;

public sealed class PriceDecisionsTests
{
    [Fact]
    public void An_import_records_what_is_new_or_changed_for_its_date()
    {
        PriceRow[] recorded =
        [
            Row("p", "same", 1m, PriceLayer.Imported, Start),
            Row("p", "changed", 1m, PriceLayer.Imported, Start),
            Row("p", "set", 1m, PriceLayer.Set, Start),
            Row("p", "later", 1m, PriceLayer.Imported, Start.AddDays(9)),
            Row("q", "other", 1m, PriceLayer.Imported, Start),
        ];

        Assert.Equal(
            ["changed", "set", "later", "other"],
            PriceDecisions.Changed(recorded, Import("same", "changed=2", "set", "later", "other"))
                .Select(price => price.Model));
    }

    [Fact]
    public void The_last_import_before_the_date_is_what_counts()
    {
        PriceRow[] recorded =
        [
            Row("p", "m", 2m, PriceLayer.Imported, Start.AddHours(1)),
            Row("p", "m", 1m, PriceLayer.Imported, Start),
        ];

        Assert.Empty(PriceDecisions.Changed(recorded, Import("m=2")));
        Assert.Single(PriceDecisions.Changed(recorded, Import("m")));
    }

    [Fact]
    public void A_price_is_set_already_only_by_the_last_one_of_its_own_date()
    {
        var set = Row("p", "m", 1m, PriceLayer.Set, Start);

        Assert.Same(set, PriceDecisions.AlreadySet([set], set.Price));
        Assert.Null(PriceDecisions.AlreadySet([set], set.Price with { EffectiveFrom = Start.AddDays(1) }));
        Assert.Null(PriceDecisions.AlreadySet([set], set.Price with { Provider = null }));
        Assert.Null(PriceDecisions.AlreadySet([set, Row("p", "m", 2m, PriceLayer.Set, Start)], set.Price));
    }

    // "model" costs 1, "model=2" costs 2; from a day after the start.
    private static PriceImport Import(params string[] models) => new(
        "litellm",
        [
            .. models.Select(model => model.Split('=')).Select(parts =>
                Row("p", parts[0], parts.Length > 1 ? 2m : 1m, PriceLayer.Imported, Start.AddDays(1)).Price),
        ],
        [],
        []);
}
