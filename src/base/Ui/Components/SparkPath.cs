using System.Globalization;
using System.Text;

namespace Dashboard.Ui.Components;

/// <summary>
/// Turns values into the path of a small line. Unknown values break the line; a lone value becomes a dot.
/// </summary>
public static class SparkPath
{
    /// <summary>The coordinate system: the view box of a sparkline.</summary>
    public const double Width = 140;

    /// <summary>The lowest coordinate; two units are kept free at both ends.</summary>
    public const double Height = 28;

    private const double Pad = 2;

    /// <summary>Where a point lies from left to right.</summary>
    public static double X(int index, int count) => count <= 1 ? Width / 2 : Width * index / (count - 1);

    /// <summary>
    /// The path of the values from <paramref name="start"/> to <paramref name="end"/> (both included), scaled to all
    /// values.
    /// The lower end of the scale is 0 unless the values vary little, when it is closer, so that a trend is seen.
    /// </summary>
    public static string Build(IReadOnlyList<double?> values, int start, int end)
    {
        var (low, high) = Scale(values);
        var path = new StringBuilder();
        var open = false;
        for (var i = Math.Max(0, start); i <= end && i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                open = false;
                continue;
            }

            var y = Height - Pad - ((value - low) / (high - low) * (Height - (2 * Pad)));
            var alone = !open && (i == end || i + 1 >= values.Count || values[i + 1] is null);
            path.Append(open ? 'L' : 'M').Append(Number(X(i, values.Count))).Append(' ').Append(Number(y));
            if (alone)
            {
                path.Append("h0.01");
            }

            open = true;
        }

        return path.ToString();
    }

    private static (double Low, double High) Scale(IReadOnlyList<double?> values)
    {
        var known = values.OfType<double>().ToList();
        var high = known.Count == 0 ? 1 : known.Max();
        var low = known.Count == 0 ? 0 : known.Min();
        var range = high - low;
        low = range < high * 0.5 ? Math.Max(0, low - Math.Max(range, high * 0.25)) : 0;
        return high > low ? (low, high) : (low, low + 1);
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
