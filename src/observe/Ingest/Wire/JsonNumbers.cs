using System.Globalization;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// Numbers as OTLP/JSON writes them: 64-bit integers come as strings or as numbers (the JavaScript exporter does both
/// in one body) and must not pass through a double, which holds only 53 bits.
/// </summary>
internal static class JsonNumbers
{
    /// <summary>Allows <c>5.0</c> and <c>1e3</c>, where the value is whole.</summary>
    public static bool TryInt64(ReadOnlySpan<byte> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        || (TryWhole(text, out var whole) && whole is >= long.MinValue and <= long.MaxValue
            && (value = (long)whole) == whole);

    public static bool TryUInt64(ReadOnlySpan<byte> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        || (TryWhole(text, out var whole) && whole is >= 0 and <= ulong.MaxValue && (value = (ulong)whole) == whole);

    /// <summary>Allows the strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool TryWhole(ReadOnlySpan<byte> text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && decimal.IsInteger(value);
}
