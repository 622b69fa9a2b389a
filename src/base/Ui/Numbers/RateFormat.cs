using Dashboard.Statistics;

namespace Dashboard.Ui.Numbers;

/// <summary>
/// Rates with their uncertainty and changes of rates. Below <see cref="Enough"/> observations there is no rate, only n.
/// </summary>
public static class RateFormat
{
    /// <summary>The smallest n for which a rate is shown.</summary>
    public const long Enough = 20;

    /// <summary>
    /// <c>12.5 %</c>; under one percent two decimals, <c>0.31 %</c>. The argument is a share, 0 to 1.
    /// </summary>
    public static string Percent(double? share)
    {
        if (!Digits.IsKnown(share))
        {
            return Digits.Unknown;
        }

        var percent = (decimal)(share!.Value * 100);
        var text = percent switch
        {
            0 => "0",
            100 => "100",
            > -0.995m and < 0.995m => Digits.Fixed(percent, 2),
            _ => Digits.Fixed(percent, 1),
        };
        return $"{text}{Digits.Thin}%";
    }

    /// <summary>
    /// A rate from counts: <c>12.5 %</c>, or <c>n = 4</c> where there are too few, or <c>–</c> where there is none.
    /// </summary>
    public static string Of(long hits, long n) => n switch
    {
        <= 0 => Digits.Unknown,
        < Enough => $"n = {CountFormat.Whole(n)}",
        _ => Percent((double)hits / n),
    };

    /// <summary>
    /// Half of the Wilson interval, in points: <c>± 3.1</c>; the interval itself, <c>[83.9, 100]</c>, where a half would
    /// lead below 0 or above 100 percent. Empty where no rate is shown.
    /// </summary>
    public static string Margin(long hits, long n)
    {
        if (n < Enough)
        {
            return "";
        }

        var (low, high) = Wilson.Interval(hits, n);
        var share = (double)hits / n;
        if (share + ((high - low) / 2) > 1 || share < (high - low) / 2)
        {
            return Interval(Math.Max(0, low), Math.Min(1, high));
        }

        var half = (decimal)((high - low) * 50);
        return "± " + Digits.Fixed(half, half < 0.995m ? 2 : 1);
    }

    /// <summary>An interval of shares in percent for a table: <c>[9.7, 15.9]</c>.</summary>
    public static string Interval(double low, double high)
    {
        var decimals = Math.Max(Math.Abs(low), Math.Abs(high)) < 0.1 || high - low < 0.1 ? 1 : 0;
        return $"[{Digits.Fixed((decimal)(low * 100), decimals)}, {Digits.Fixed((decimal)(high * 100), decimals)}]";
    }

    /// <summary>The change of a rate, in points: <c>+10.0 pt</c>, <c>−0.02 pt</c>.</summary>
    public static string PointChange(double? difference)
    {
        if (!Digits.IsKnown(difference))
        {
            return Digits.Unknown;
        }

        var points = (decimal)(difference!.Value * 100);
        return $"{Digits.WithSign(points, Math.Abs(points) < 0.095m ? 2 : 1)}{Digits.Thin}pt";
    }

    /// <summary>The change of an amount, in percent of the former: <c>+31 %</c>, <c>−0.3 %</c>.</summary>
    public static string PercentChange(double? ratioMinusOne)
    {
        if (!Digits.IsKnown(ratioMinusOne))
        {
            return Digits.Unknown;
        }

        var percent = (decimal)(ratioMinusOne!.Value * 100);
        return $"{Digits.WithSign(percent, Math.Abs(percent) < 9.95m ? 1 : 0)}{Digits.Thin}%";
    }
}
