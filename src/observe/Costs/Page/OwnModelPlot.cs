using System.Globalization;
using System.Text;
using Dashboard.Costs.OwnModel;

namespace Dashboard.Costs.Page;

/// <summary>The two lines of the comparison of an own model with the API. Pure.</summary>
internal sealed class OwnModelPlot
{
    public const int Width = 340;
    public const int Height = 150;
    private const int Left = 44;
    private const int Right = 334;
    private const int Top = 14;
    private const int Bottom = 126;

    private readonly decimal _highest;
    private readonly int _months;

    public OwnModelPlot(OwnModelPlan plan)
    {
        _months = plan.Months.Count;
        var most = plan.Months.Max(month => Math.Max(month.Api.Dollars, month.Own.Dollars));
        var grid = Ticks.Of(0, Math.Max(0.000001m, most));
        _highest = Math.Max(grid[^1], most);
        Grid = [.. grid.Select(value => (Y(value), value))];
        Api = Line(plan, month => month.Api.Dollars);
        Own = Line(plan, month => month.Own.Dollars);
        Months = [.. plan.Months.Select((month, i) => (X(i), month.Month)).Where((_, i) => i % 6 == 0)];
        ApiEnd = Y(plan.Months[^1].Api.Dollars);
        OwnEnd = Y(plan.Months[^1].Own.Dollars);
        if (plan.BreakEven is { } found)
        {
            var index = plan.Months.TakeWhile(month => month != found).Count();
            BreakEven = (X(index), Y(found.Own.Dollars));
        }
    }

    public IReadOnlyList<(string Y, decimal Dollars)> Grid { get; }

    public IReadOnlyList<(string X, DateOnly Month)> Months { get; }

    public string Api { get; }

    public string Own { get; }

    /// <summary>How high the lines end, for their names.</summary>
    public string ApiEnd { get; }

    public string OwnEnd { get; }

    public (string X, string Y)? BreakEven { get; }

    private string X(int month) => Text(Left + ((decimal)month / Math.Max(1, _months - 1) * (Right - Left)));

    private string Y(decimal dollars) => Text(Bottom - (dollars / _highest * (Bottom - Top)));

    private string Line(OwnModelPlan plan, Func<OwnModelMonth, decimal> dollars)
    {
        var path = new StringBuilder();
        for (var i = 0; i < plan.Months.Count; i++)
        {
            path.Append(i == 0 ? 'M' : 'L').Append(X(i)).Append(' ').Append(Y(dollars(plan.Months[i])));
        }

        return path.ToString();
    }

    private static string Text(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
