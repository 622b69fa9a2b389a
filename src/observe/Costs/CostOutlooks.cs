using Dashboard.Costs.Budgets;
using Dashboard.Costs.Days;
using Dashboard.Costs.Forecasting;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs;

/// <summary>Looks ahead to the end of the month. Pages that ask the same within seconds share one answer.</summary>
public sealed class CostOutlooks
{
    private const int HistoryDays = 120;
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(10);

    private readonly CostRows _rows;
    private readonly BudgetTable _budgets;
    private readonly TimeProvider _clock;
    private readonly SharedAnswers<CostScope, CostOutlook> _answers;

    internal CostOutlooks(CostRows rows, BudgetTable budgets, TimeProvider clock)
    {
        (_rows, _budgets, _clock) = (rows, budgets, clock);
        _answers = new(s_fresh, clock, scope => LookAsync(scope, CancellationToken.None));
    }

    /// <summary>The outlook of a scope; at most some seconds old.</summary>
    public Task<CostOutlook> ReadAsync(CostScope scope, CancellationToken ct) => _answers.ReadAsync(scope, ct);

    /// <summary>Forgets what is shared, so that a budget that was just set is seen at once.</summary>
    internal void Forget() => _answers.Forget();

    private async Task<CostOutlook> LookAsync(CostScope scope, CancellationToken ct)
    {
        var today = scope.DayOf(_clock.GetUtcNow());
        var first = today.AddDays(-HistoryDays);
        var days = new CallCounters[HistoryDays + 1];
        var (from, to) = (scope.StartOf(first), scope.StartOf(today.AddDays(1)));
        await foreach (var row in _rows.TotalsAsync(scope, from, to, ct))
        {
            days[scope.DayOf(row.Start).DayNumber - first.DayNumber] += row.Sums;
        }

        return Of(today, days, await BudgetAsync(scope, ct));
    }

    // A project's budget is about its real calls: all routes of the demonstration have what they have together.
    private async Task<Budget?> BudgetAsync(CostScope scope, CancellationToken ct)
    {
        var budgets = await _budgets.ReadAsync(scope.Project, ct);
        return scope.IsWholeDemonstration
            ? Together(budgets, await _rows.RoutesAsync(scope, ct))
            : budgets.FirstOrDefault(budget => budget.Route == scope.Route);
    }

    /// <summary>What some routes have together; null where none of them has a budget.</summary>
    internal static Budget? Together(IEnumerable<Budget> budgets, IReadOnlySet<string> routes)
    {
        var theirs = budgets.Where(budget => budget.Route is { } route && routes.Contains(route)).ToList();
        return theirs.Count == 0
            ? null
            : theirs[0] with { Route = null, Monthly = Sum(theirs.Select(budget => budget.Monthly)) };
    }

    private static Nanodollars Sum(IEnumerable<Nanodollars> amounts) =>
        amounts.Aggregate(Nanodollars.Zero, (sum, amount) => sum + amount);

    /// <summary>The outlook from the sums of consecutive days, the last of which is today.</summary>
    internal static CostOutlook Of(DateOnly today, IReadOnlyList<CallCounters> days, Budget? budget)
    {
        // A history begins with the first day whose cost is known: no forecast goes by days that nobody could price.
        var whole = days.SkipLast(1).SkipWhile(day => day.Calls == 0 || day.Cost is null).ToList();
        var history = new DaySeries(
            today.AddDays(-whole.Count), [.. whole.Select(day => new Nanodollars(day.CostNano).Dollars)]);
        var month = days.TakeLast(today.Day).ToList();
        var spent = new List<(DateOnly Day, Nanodollars Total)>();
        var sum = Nanodollars.Zero;
        foreach (var day in month)
        {
            sum += new Nanodollars(day.CostNano);
            spent.Add((today.AddDays(spent.Count + 1 - today.Day), sum));
        }

        var spentToday = new Nanodollars(days[^1].CostNano);
        var forecast = MonthForecast.Of(history, today, sum - spentToday, spentToday);
        return new CostOutlook
        {
            Today = today,
            Spent = spent,
            SpentToday = spentToday,
            Calls = month.Sum(day => day.Calls),
            UnpricedCalls = month.Sum(day => day.UnpricedCalls),
            PricedCalls = month.Sum(day => day.PricedCalls),
            Budget = budget,
            Forecast = forecast,
            HistoryDays = whole.Count,
            Exhaustion = budget is null ? null : Exhaustion.Of(budget.Monthly, spent, forecast),
        };
    }
}
