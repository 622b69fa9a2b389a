using Dashboard.Ui.Components;

namespace Dashboard.Web.Pages.Overview;

/// <summary>What an interval of a change says, in a word.</summary>
public sealed record Verdict(string Word, Tone Tone, string Shape, VerdictKind Kind)
{
    public static Verdict TooFew { get; } = new("Too few", Tone.Neutral, Icons.Clock, VerdictKind.TooFew);

    public static Verdict NotClear { get; } = new("Not clear", Tone.Neutral, Icons.Flat, VerdictKind.NotClear);

    public static Verdict Stable { get; } = new("Stable", Tone.Good, Icons.Ok, VerdictKind.Stable);

    /// <summary>
    /// Stable when the whole interval is too small to matter, a direction when it lies on one side of zero, else not
    /// clear.
    /// </summary>
    /// <param name="interval">Null when there are too few calls or steps.</param>
    /// <param name="matters">The smallest change that anybody would act on.</param>
    /// <param name="worse">The word for more.</param>
    /// <param name="better">The word for less.</param>
    public static Verdict Of(
        (double Low, double High)? interval, double matters, string worse, string better) => interval switch
        {
            null => TooFew,
            var (low, high) when low > -matters && high < matters => Stable,
            var (low, _) when low > 0 => new Verdict(worse, Tone.Bad, Icons.Rising, VerdictKind.Worse),
            var (_, high) when high < 0 => new Verdict(better, Tone.Good, Icons.Falling, VerdictKind.Better),
            _ => NotClear,
        };
}
