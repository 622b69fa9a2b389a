using Dashboard.Costs.Budgets;
using Dashboard.Costs.Days;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Costs.Tests;

public sealed class CostQueriesTests : IAsyncLifetime
{
    private static readonly DateOnly s_day = new(2026, 11, 22);
    private TelemetryStore _store = null!;
    private CostQueries _costs = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync(CostsModule.Migrations);
        _costs = new CostQueries(new CostRows(_store.Db), new PriceBooks());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Days_of_any_zone_sum_to_their_calls_to_the_nanodollar_over_both_changes_of_the_clock()
    {
        var random = new Random(7);
        DateTimeOffset[] changes = [new(2026, 3, 22, 0, 0, 0, default), new(2026, 10, 22, 0, 0, 0, default)];
        var calls = Enumerable.Range(0, 400).Select(i => Some.Call(
            at: changes[i % 2].AddSeconds(random.Next(14 * 86_400)),
            route: "r" + (i % 3),
            costNano: i % 11 == 0 ? null : random.NextInt64(1, 3_000_000_000))).ToArray();
        await _store.WriteAsync(calls);
        await _store.Compactor.RunAsync(Ct);
        await _store.WriteAsync([.. calls.Take(5), Some.Call(at: changes[0].AddDays(3), costNano: 7)]);
        string[] zones =
        [
            "UTC", "Europe/Vienna", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns",
            "Pacific/Chatham", "Africa/Cairo", "America/Santiago",
        ];
        foreach (var zone in zones.Select(TimeZoneInfo.FindSystemTimeZoneById))
        {
            var days = await DaysAsync(Dimension.Route, zone, new(2026, 3, 1), new(2026, 11, 30));
            var expected = calls.Append(Some.Call(at: changes[0].AddDays(3), costNano: 7))
                .GroupBy(call => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(call.StartedAt, zone).DateTime))
                .ToDictionary(day => day.Key, day => day.Sum(call => call.Call!.Cost.Amount?.Value ?? 0));
            Assert.All(days.Days, day => Assert.Equal(expected.GetValueOrDefault(day.Day), day.Sums.CostNano));
            Assert.Equal(calls.Length + 1, days.Total.Calls);
            Assert.Equal(days.Total.CostNano, days.Groups(1).Sum(group => group.Total.CostNano));
        }
    }

    [Fact]
    public async Task The_demonstration_has_the_budgets_of_its_routes_together_and_never_the_projects()
    {
        await _store.WriteAsync(Some.Call(route: "demo-a", environment: "demo"), Some.Call(route: "real"));
        var rows = new CostRows(_store.Db);
        CostScope Scope(string? environment) => CostScope.Of(ProjectId.First, null, environment, TimeZoneInfo.Utc);

        Assert.Equal(["demo-a"], await rows.RoutesAsync(Scope("demo"), Ct));
        Assert.Equal(["real"], await rows.RoutesAsync(Scope(null), Ct));
        static Budget Of(string? route, long dollars) =>
            new(route, Nanodollars.FromDollars(dollars), Some.Noon, null, null);
        Budget[] budgets = [Of(null, 560), Of("demo-a", 40), Of("demo-b", 2), Of("real", 100)];
        Assert.Equal(
            Nanodollars.FromDollars(42), CostOutlooks.Together(budgets, new HashSet<string> { "demo-a", "demo-b" })!.Monthly);
        Assert.Null(CostOutlooks.Together(budgets, new HashSet<string> { "demo-c" }));
    }

    [Fact]
    public async Task The_demonstration_is_left_out_unless_it_is_asked_for()
    {
        await _store.WriteAsync(Some.Call(costNano: 5), Some.Call(environment: "demo", costNano: 9));
        Assert.Equal(5, (await DaysAsync(Dimension.Route)).Total.CostNano);
        Assert.Equal(9, (await DaysAsync(Dimension.Route, environment: "demo")).Total.CostNano);
        Assert.Equal(14, (await DaysAsync(Dimension.Environment)).Total.CostNano);
    }

    [Fact]
    public async Task A_day_whose_calls_all_lack_a_price_has_no_cost_and_not_zero()
    {
        await _store.WriteAsync(Some.Call(costNano: null), Some.Call(at: Some.Noon.AddDays(1), costNano: null));
        var days = await DaysAsync(Dimension.Model, last: s_day.AddDays(2));
        Assert.Equal([null, null, Nanodollars.Zero], days.Days.Select(day => day.Cost));
        Assert.Null(Assert.Single(days.Groups()).Cost);
    }

    [Fact]
    public async Task Users_have_utc_days_in_every_zone()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
        await _store.WriteAsync(
            Some.Call(at: Some.Noon.AddHours(11), user: "ann", costNano: 3), Some.Call(user: null, costNano: 4));
        var days = await DaysAsync(Dimension.User, zone);
        Assert.Equal(7, Assert.Single(days.Days).Sums.CostNano);
        Assert.Equal([null, "ann"], days.Groups().Select(group => group.Name));
    }

    [Fact]
    public async Task A_week_is_compared_with_the_week_before_and_the_parts_sum_to_the_change()
    {
        await _store.WriteAsync(
            Some.Call(at: Some.Noon.AddDays(-8), costNano: 1_000),
            Some.Call(at: Some.Noon.AddDays(-1), costNano: 1_000),
            Some.Call(at: Some.Noon.AddDays(-7), costNano: 1_000), Some.Call(at: Some.Noon, costNano: 999),
            Some.Call(at: Some.Noon.AddDays(-20), costNano: 888), Some.Call(at: Some.Noon.AddDays(-2), costNano: null));
        var mover = Assert.Single(await _costs.MoversAsync(Scope(), Dimension.Route, Some.Noon, Ct));
        Assert.Equal((1, 2), (mover.Before.Calls, mover.After.Calls));
        Assert.Equal(1_000, mover.Change.Total.Value);
        Assert.Equal(1_000, mover.Change.Volume.Value);
    }

    [Fact]
    public async Task The_volume_is_measured_with_its_busiest_hour_since_the_first_call()
    {
        Assert.Null(await _costs.VolumeAsync(Scope(), Some.Noon, Ct));
        await _store.WriteAsync(
            Some.Call(at: Some.Noon.AddDays(-10), input: 3_600, output: 0, costNano: 10),
            Some.Call(at: Some.Noon.AddDays(-1), input: 3_600, output: 3_600, costNano: 20),
            Some.Call(at: Some.Noon.AddDays(-1).AddMinutes(40), input: 3_600, output: 0, costNano: null));
        var volume = (await _costs.VolumeAsync(Scope(), Some.Noon, Ct))!;
        Assert.Equal((10m, 30L, 3L, 1L), (volume.Days, volume.Cost.Value, volume.Calls, volume.UnpricedCalls));
        Assert.Equal(3m, volume.PeakTokensPerSecond);
    }

    private static CostScope Scope(TimeZoneInfo? zone = null, string? environment = null) =>
        new(ProjectId.First, null, environment, zone ?? TimeZoneInfo.Utc);

    private Task<CostDays> DaysAsync(
        Dimension by, TimeZoneInfo? zone = null, DateOnly? first = null, DateOnly? last = null,
        string? environment = null) =>
        _costs.DaysAsync(Scope(zone, environment), by, first ?? s_day, last ?? first ?? s_day, Ct);
}
