using System.Globalization;

namespace Dashboard.Events;

/// <summary>An amount of money in billionths of a US dollar. Arithmetic is checked: an overflow throws, it never wraps.</summary>
/// <param name="Value">Whole nanodollars; $1 is 1,000,000,000.</param>
public readonly record struct Nanodollars(long Value) : IComparable<Nanodollars>
{
    private const decimal PerDollar = 1_000_000_000m;

    /// <summary>Nothing spent. Unknown money is a null, never this.</summary>
    public static Nanodollars Zero => default;

    /// <summary>The amount in dollars, exact.</summary>
    public decimal Dollars => Value / PerDollar;

    /// <summary>Rounds dollars to the nearest nanodollar, halves away from zero (commercial rounding).</summary>
    /// <exception cref="OverflowException">The amount is beyond ±$9.2 billion.</exception>
    public static Nanodollars FromDollars(decimal dollars) =>
        new(checked((long)decimal.Round(dollars * PerDollar, 0, MidpointRounding.AwayFromZero)));

    public static Nanodollars operator +(Nanodollars a, Nanodollars b) => new(checked(a.Value + b.Value));

    public static Nanodollars operator -(Nanodollars a, Nanodollars b) => new(checked(a.Value - b.Value));

    public static Nanodollars operator -(Nanodollars a) => new(checked(-a.Value));

    public static bool operator <(Nanodollars a, Nanodollars b) => a.Value < b.Value;

    public static bool operator >(Nanodollars a, Nanodollars b) => a.Value > b.Value;

    public static bool operator <=(Nanodollars a, Nanodollars b) => a.Value <= b.Value;

    public static bool operator >=(Nanodollars a, Nanodollars b) => a.Value >= b.Value;

    public static Nanodollars Add(Nanodollars left, Nanodollars right) => left + right;

    public static Nanodollars Subtract(Nanodollars left, Nanodollars right) => left - right;

    public static Nanodollars Negate(Nanodollars item) => -item;

    public int CompareTo(Nanodollars other) => Value.CompareTo(other.Value);

    /// <summary>The plain decimal string of the public interface: <c>0.0000153</c>, no exponent, no trailing zeros.</summary>
    public override string ToString() => Dollars.ToString("0.#########", CultureInfo.InvariantCulture);
}
