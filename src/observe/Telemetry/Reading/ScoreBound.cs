using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dashboard.Telemetry.Reading;

/// <summary>Calls with a score of this name whose value is at or beyond a bound: <c>relevance&gt;=0.8</c>.</summary>
/// <param name="Name">The score's name, as its sender writes it.</param>
/// <param name="IsAtLeast">True for a lower bound, false for an upper one; both include the value.</param>
/// <param name="Value">The bound.</param>
public sealed record ScoreBound(string Name, bool IsAtLeast, double Value)
{
    /// <summary>How a bound is written, for who wrote it otherwise.</summary>
    public const string Grammar =
        "A score is NAME>=VALUE or NAME<=VALUE, such as relevance>=0.8 (in an address written relevance%3E%3D0.8).";

    /// <summary>Reads <c>name&gt;=value</c> or <c>name&lt;=value</c>, also with ≥ and ≤; the last sign counts.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ScoreBound? bound)
    {
        bound = null;
        var plain = (text ?? "").Replace("≥", ">=", StringComparison.Ordinal).Replace("≤", "<=", StringComparison.Ordinal);
        var at = Math.Max(
            plain.LastIndexOf(">=", StringComparison.Ordinal), plain.LastIndexOf("<=", StringComparison.Ordinal));
        if (at > 0
            && plain[..at].Trim() is { Length: > 0 } name
            && double.TryParse(plain.AsSpan(at + 2), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value))
        {
            bound = new ScoreBound(name, plain[at] == '>', value);
        }

        return bound is not null;
    }

    /// <summary>As it is written in addresses.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}{(IsAtLeast ? ">=" : "<=")}{Value}");
}
