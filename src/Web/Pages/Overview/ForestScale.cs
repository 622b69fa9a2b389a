using System.Globalization;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// Places a change and its interval beside a zero line, in a view box 150 wide. The scale shrinks so that all of it
/// fits.
/// </summary>
internal readonly record struct ForestScale(double UnitsPerShare)
{
    public const double Zero = 37.5;

    private const double Right = 150 - Zero - 6;
    private const double Left = Zero - 6;

    // A change of 40 % (or 16 points) fills the right side unless the interval is wider.
    public static ForestScale Of(double low, double high, bool points)
    {
        var widest = Right / (points ? 0.16 : 0.40);
        var fit = Math.Min(high > 0 ? Right / high : double.MaxValue, low < 0 ? Left / -low : double.MaxValue);
        return new ForestScale(Math.Min(widest, fit));
    }

    public double X(double change) => Zero + (change * UnitsPerShare);

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
