using Dashboard.Events;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>A route's state in a word and in a sentence, both derived from the numbers beside them.</summary>
public sealed record RouteHealth
{
    public required string Word { get; init; }

    public required Tone Tone { get; init; }

    public required string Shape { get; init; }

    public required IReadOnlyList<Phrase> Sentence { get; init; }

    /// <summary>The sentence as plain text.</summary>
    public string Text => string.Concat(Sentence.Select(phrase => phrase.Text));

    /// <param name="serving">Who serves.</param>
    /// <param name="comparison">Null when there is no former version.</param>
    /// <param name="since">The serving version's sums since it took over.</param>
    /// <param name="elapsed">How long that is.</param>
    /// <param name="trend">How its response time moves in that time.</param>
    public static RouteHealth Of(
        Serving serving, Comparison? comparison, CallSums since, TimeSpan elapsed, Trend? trend = null)
    {
        if (since.Calls == 0)
        {
            return Quiet(serving);
        }

        var down = since.Calls >= RateFormat.Enough && since.Errors * 2 >= since.Calls;
        var degraded = down || IsWorse(comparison?.MeanTime) || IsWorse(comparison?.P95) || IsWorse(comparison?.Errors)
            || IsWorse(comparison?.ThumbsDown) || IsWorse(comparison?.Hallucination);
        var dearer = IsWorse(comparison?.Cost);
        var slowing = trend is { IsRising: true };
        var (word, tone, shape) = (down, degraded, dearer, slowing) switch
        {
            (true, _, _, _) => ("Down", Tone.Bad, Icons.Warning),
            (_, true, _, _) => ("Degraded", Tone.Bad, Icons.Warning),
            (_, _, true, _) => ("Dearer", Tone.Warning, Icons.Rising),
            (_, _, _, true) => ("Slowing", Tone.Warning, Icons.Rising),
            _ => ("Healthy", Tone.Good, Icons.Ok),
        };
        return new RouteHealth
        {
            Word = word,
            Tone = tone,
            Shape = shape,
            Sentence =
            [
                .. Movement(serving, comparison),
                .. slowing ? [new Phrase(" Response time is rising.")] : Array.Empty<Phrase>(),
                new Phrase(" "),
                new Phrase(Spending(comparison, since, elapsed)),
            ],
        };
    }

    private static RouteHealth Quiet(Serving serving) => new()
    {
        Word = "No calls",
        Tone = Tone.Neutral,
        Shape = Icons.Clock,
        Sentence =
        [
            new Phrase("No call of "),
            new Phrase(serving.Version ?? "the version without a name", Strong: true),
            new Phrase(" in this window since it took over."),
        ],
    };

    private static bool IsWorse(ComparisonRow? row) => row?.Verdict?.Kind == VerdictKind.Worse;

    private static IEnumerable<Phrase> Movement(Serving serving, Comparison? comparison)
    {
        var version = new Phrase(serving.Version ?? "the version without a name", Strong: true);
        if (comparison is null)
        {
            return [version, new Phrase(" served alone in this window: there is no former version to compare with.")];
        }

        var time = comparison.MeanTime.Verdict?.Kind is VerdictKind.Worse or VerdictKind.Better || comparison.P95 is null
            ? Changes(comparison.MeanTime, "slower", "faster")
            : Changes(comparison.P95, "slower for the slowest", "faster for the slowest");
        string[] moved = [.. time,
            .. Changes(comparison.Errors, "failing more often", "failing less often"),
            .. Changes(comparison.ThumbsDown, "liked less", "liked more"),
            .. Changes(comparison.Hallucination, "hallucinating more", "hallucinating less"),
            .. Changes(comparison.Cost, "dearer", "cheaper")];
        var words = moved.Length > 0 ? Capital(Join(moved)) : Unmoved(comparison);
        return [new Phrase($"{words} since "), version, new Phrase(" took over.")];
    }

    private static IEnumerable<string> Changes(ComparisonRow? row, string worse, string better) =>
        row?.Verdict?.Kind switch
        {
            VerdictKind.Worse => [worse],
            VerdictKind.Better => [better],
            _ => [],
        };

    private static string Unmoved(Comparison comparison)
    {
        ComparisonRow[] rows = [comparison.MeanTime, comparison.Errors, comparison.Cost];
        var kinds = rows.Select(row => row.Verdict?.Kind).ToList();
        return kinds.Contains(VerdictKind.TooFew) ? "Too few calls to compare"
            : kinds.Contains(VerdictKind.NotClear) ? "No clear change"
            : "Steady";
    }

    private static string Spending(Comparison? comparison, CallSums since, TimeSpan elapsed)
    {
        if (since.Cost is not { } cost)
        {
            return "What it costs is not known: no call has a price.";
        }

        var rate = PerDay(cost, elapsed);
        var words = comparison?.Cost.Verdict?.Kind switch
        {
            VerdictKind.Stable => $"Cost is steady at {rate}.",
            VerdictKind.Worse => $"A call costs {comparison.Cost.Change.TrimStart('+')} more, {rate} in all.",
            VerdictKind.Better => $"A call costs {comparison.Cost.Change.TrimStart('−')} less, {rate} in all.",
            _ => $"Cost runs at {rate}.",
        };
        return since.Unpriced == 0
            ? words
            : $"{words} {CountFormat.Of(since.Unpriced, "call has", "calls have")} no price and "
                + $"{(since.Unpriced == 1 ? "is" : "are")} missing from it.";
    }

    // A rate needs some time to be one: before six hours it is said by the hour.
    private static string PerDay(Nanodollars cost, TimeSpan elapsed)
    {
        var hours = Math.Max(elapsed.TotalHours, 1.0 / 60);
        return hours < 6
            ? $"{Rounded(cost.Dollars / (decimal)hours)} an hour"
            : $"{Rounded(cost.Dollars / (decimal)hours * 24)} a day";
    }

    private static string Rounded(decimal dollars) => dollars >= 10
        ? MoneyFormat.Dollars(decimal.Round(dollars)).Replace(".00", "", StringComparison.Ordinal)
        : MoneyFormat.Dollars(dollars);

    private static string Join(string[] words) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
