using Dashboard.Costs.Budgets;
using Dashboard.Costs.Days;
using Dashboard.Costs.Page;
using Dashboard.Costs.Unpriced;
using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.Tests.Page;

/// <summary>A November of $20 a day until the 19th, as the page sees it.</summary>
internal static class SomeCosts
{
    public static readonly DateOnly Today = new(2026, 11, 19);
    public static readonly DateTimeOffset Now = new(2026, 11, 19, 12, 0, 0, TimeSpan.Zero);
    public static readonly CostScope Scope = new(ProjectId.First, null, null, TimeZoneInfo.Utc);
    public static readonly CostView View = CostView.OfMonth(new(2026, 11, 1), Dimension.Route, TimeZoneInfo.Utc);

    public static UnpricedModel Unpriced(string? model = "gpt-4o-mini-super") =>
        new("openai", model, ["gus"], 41, 61_200, Now.AddDays(-1), Now);

    public static CostOutlook Outlook(decimal? budget = 500, int days = 60)
    {
        var sums = new CallCounters[121];
        for (var i = 120 - days; i <= 120; i++)
        {
            sums[i] = Sums(20);
        }

        return CostOutlooks.Of(Today, sums, budget is { } amount
            ? new Budget(null, Nanodollars.FromDollars(amount), Now, "person:ann", "agreed")
            : null);
    }

    public static CostDays Days(params string[] routes)
    {
        var days = new CostDays(Scope, Dimension.Route, View.First, View.Last);
        for (var day = View.First; day <= Today; day = day.AddDays(1))
        {
            foreach (var route in routes)
            {
                var key = new SeriesKey(ProjectId.First, route, "m", "v1", "openai", null, null);
                days.Add(new CostRow(Scope.StartOf(day), key, null, Sums(20m / routes.Length)));
            }
        }

        return days;
    }

    public static CostNumbers Numbers(
        CostOutlook? outlook = null, IReadOnlyList<UnpricedModel>? unpriced = null,
        IReadOnlyList<GoodAnswerCount>? good = null) => new()
        {
            At = Now,
            Days = Days("gus"),
            Outlook = outlook ?? Outlook(),
            Movers = [],
            Volume = null,
            Unpriced = unpriced ?? [],
            Good = good,
        };

    private static CallCounters Sums(decimal dollars) =>
        new() { Calls = 10, PricedCalls = 10, CostNano = Nanodollars.FromDollars(dollars).Value };
}
