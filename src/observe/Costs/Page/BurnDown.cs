using System.Globalization;
using System.Text;
using Dashboard.Events;

namespace Dashboard.Costs.Page;

/// <summary>
/// The lines of the budget's drawing: what is left of it (or, without one, what is spent) at the end of each day. Pure;
/// coordinates are those of <see cref="Width"/> × <see cref="Height"/>.
/// </summary>
internal sealed class BurnDown
{
    public const int Width = 340;
    public const int Height = 250;
    private const int Left = 44;
    private const int Right = 334;
    private const int Top = 14;
    private const int Bottom = 226;

    private readonly decimal _highest;
    private readonly decimal _lowest;
    private readonly int _days;

    public BurnDown(CostOutlook outlook)
    {
        var budget = outlook.Budget?.Monthly;
        decimal Value(Nanodollars total) => (budget is { } whole ? whole - total : total).Dollars;
        _days = DateTime.DaysInMonth(outlook.Today.Year, outlook.Today.Month);
        var spent = outlook.Spent.Select((day, i) => (At: (decimal)(i + 1), Value: Value(day.Total))).ToList();
        // Today is under way: its point lies in the middle of it.
        spent[^1] = (outlook.Today.Day - 0.5m, spent[^1].Value);
        spent.Insert(0, (0, Value(Nanodollars.Zero)));
        var coming = outlook.Forecast?.Days ?? [];
        var middle = coming.Select(day => (At: (decimal)day.Day.Day, Value: Value(day.Total)))
            .Prepend(spent[^1]).ToList();
        var low = coming.Where(day => day.Low is not null)
            .Select(day => (At: (decimal)day.Day.Day, Value: Value(day.Low!.Value))).ToList();
        var high = coming.Where(day => day.High is not null)
            .Select(day => (At: (decimal)day.Day.Day, Value: Value(day.High!.Value))).ToList();

        var all = spent.Concat(middle).Concat(low).Concat(high).Select(point => point.Value).ToList();
        var grid = Ticks.Of(Math.Min(0, all.Min()), Math.Max(0.000001m, all.Max()));
        (_lowest, _highest) = (Math.Min(grid[0], all.Min()), Math.Max(grid[^1], all.Max()));
        Grid = [.. grid.Select(value => (Y(value), value))];
        Spent = Line(spent);
        Area = $"{Line(spent)}L{X(spent[^1].At)} {Y(0)}L{X(0)} {Y(0)}Z";
        Forecast = coming.Count == 0 ? null : Line(middle);
        Band = high.Count == 0
            ? null
            : Line([spent[^1], .. low]) + "L" + Line([.. high.AsEnumerable().Reverse()])[1..] + "Z";
        EvenPace = budget is { } limit ? Line([(0, limit.Dollars), (_days, 0)]) : null;
        Now = (X(spent[^1].At), Y(spent[^1].Value));
        RunsOut = outlook.Exhaustion is { Expected: { } day, HasHappened: false } ? (X(day.Day), Y(0)) : null;
        Days = [.. new[] { 1, 8, 15, 22, _days }.Select(number => (X(number - 0.5m), number))];
    }

    /// <summary>Horizontal lines with their amounts.</summary>
    public IReadOnlyList<(string Y, decimal Dollars)> Grid { get; }

    /// <summary>Days below the axis.</summary>
    public IReadOnlyList<(string X, int Day)> Days { get; }

    public string Spent { get; }

    public string Area { get; }

    public string? Forecast { get; }

    public string? Band { get; }

    public string? EvenPace { get; }

    public (string X, string Y) Now { get; }

    /// <summary>Where the budget reaches 0.</summary>
    public (string X, string Y)? RunsOut { get; }

    private string X(decimal day) => Text(Left + (day / _days * (Right - Left)));

    private string Y(decimal value) => Text(Top + ((_highest - value) / (_highest - _lowest) * (Bottom - Top)));

    private string Line(IReadOnlyList<(decimal At, decimal Value)> points)
    {
        var path = new StringBuilder();
        foreach (var (at, value) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(X(at)).Append(' ').Append(Y(value));
        }

        return path.ToString();
    }

    private static string Text(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
