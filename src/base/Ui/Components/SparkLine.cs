namespace Dashboard.Ui.Components;

/// <summary>A small line, ready to draw: made once, shown by every page that has the same numbers.</summary>
/// <param name="Serving">The path of the serving version, or of all values.</param>
/// <param name="Former">The path before the serving version took over.</param>
/// <param name="Cut">Where it took over, from left to right on <see cref="SparkPath.Width"/>.</param>
public sealed record SparkLine(string Serving, string? Former, double? Cut)
{
    /// <summary>The line through the values; null is a hole.</summary>
    /// <param name="values">One for each step, equally far apart.</param>
    /// <param name="takeover">The index of the first value of the serving version; null when all are its own.</param>
    public static SparkLine Of(IReadOnlyList<double?> values, int? takeover = null) => takeover is { } at and > 0
        ? new SparkLine(
            SparkPath.Build(values, at, values.Count - 1), SparkPath.Build(values, 0, at), SparkPath.X(at, values.Count))
        : new SparkLine(SparkPath.Build(values, 0, values.Count - 1), null, null);
}
