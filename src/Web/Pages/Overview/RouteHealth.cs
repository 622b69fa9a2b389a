using Dashboard.Statistics;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>A route's state in a word and in a sentence, both derived from the numbers beside them.</summary>
public sealed record RouteHealth
{
    // By so much a day may cost more than the ones before it without a word.
    private const double DayMatters = 0.1;

    // Of so many calls that fail, with a former version or without, nobody should have to hear from users.
    private const double MuchFails = 0.1;

    public required string Word { get; init; }

    public required Tone Tone { get; init; }

    public required string Shape { get; init; }

    public required IReadOnlyList<Phrase> Sentence { get; init; }

    /// <summary>The sentence as plain text.</summary>
    public string Text => string.Concat(Sentence.Select(phrase => phrase.Text));

    /// <param name="serving">Who serves.</param>
    /// <param name="comparison">Null when there is no former version.</param>
    /// <param name="since">The serving version's sums since it took over.</param>
    /// <param name="spend">What the route cost of late.</param>
    /// <param name="trend">How its response time moves in that time.</param>
    /// <param name="others">Calls of other versions in that time.</param>
    public static RouteHealth Of(
        Serving serving, Comparison? comparison, CallSums since, RouteSpend spend, Trend? trend = null,
        CallSums? others = null)
    {
        if (since.Calls == 0)
        {
            return Quiet(serving, others ?? new CallSums());
        }

        var (isFew, down) = (since.Calls < RateFormat.Enough, IsDown(since));
        var failing = !isFew && Wilson.Interval(since.Errors, since.Calls).Low > MuchFails;
        var degraded = failing || IsWorse(comparison?.MeanTime) || IsWorse(comparison?.P95) || IsWorse(comparison?.Errors)
            || IsWorse(comparison?.ThumbsDown) || IsWorse(comparison?.Hallucination);
        var dearer = IsWorse(comparison?.Cost);
        var slowing = trend is { IsRising: true };
        var (word, tone, shape) = true switch
        {
            _ when down => ("Down", Tone.Bad, Icons.Warning),
            _ when degraded => ("Degraded", Tone.Bad, Icons.Warning),
            _ when isFew && since.Errors > 0 => (FewFailed(since), Tone.Warning, Icons.Warning),
            _ when dearer => ("Dearer", Tone.Warning, Icons.Rising),
            _ when slowing => ("Slowing", Tone.Warning, Icons.Rising),
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
                .. failing ? [new Phrase($" {RateFormat.Of(since.Errors, since.Calls)} of calls fail.")] : Array.Empty<Phrase>(),
                .. isFew && since.Errors > 0 ? [new Phrase($" {FewFailed(since)}.")] : Array.Empty<Phrase>(),
                new Phrase(" "),
                new Phrase(Spending(comparison, since, spend)),
            ],
        };
    }

    private static RouteHealth Quiet(Serving serving, CallSums others)
    {
        var allFail = others.Calls > 0 && others.Errors == others.Calls;
        return new()
        {
            Word = !allFail ? "No calls" : IsDown(others) ? "Down" : FewFailed(others),
            Tone = !allFail ? Tone.Neutral : IsDown(others) ? Tone.Bad : Tone.Warning,
            Shape = allFail ? Icons.Warning : Icons.Clock,
            Sentence =
            [
                new Phrase("No call of "),
                new Phrase(serving.Name ?? "the version without a name", Strong: true),
                new Phrase(" in this window since it took over."),
                .. others.Calls == 0 ? Array.Empty<Phrase>() : [new Phrase(
                    $" Other versions: {CountFormat.Of(others.Calls, "call", "calls")}, "
                    + $"{CountFormat.Whole(others.Errors)} failed.")],
            ],
        };
    }

    private static bool IsDown(CallSums sums) => sums.Calls >= RateFormat.Enough && sums.Errors * 2 >= sums.Calls;

    private static string FewFailed(CallSums sums) =>
        $"Too few calls, {CountFormat.Whole(sums.Errors)} of {CountFormat.Whole(sums.Calls)} failed";

    private static bool IsWorse(ComparisonRow? row) => row?.Verdict?.Kind == VerdictKind.Worse;

    private static IEnumerable<Phrase> Movement(Serving serving, Comparison? comparison)
    {
        var version = new Phrase(serving.Name ?? "the version without a name", Strong: true);
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

    private static string Spending(Comparison? comparison, CallSums since, RouteSpend spend)
    {
        if (since.Cost is null || spend.Sums.Cost is null)
        {
            return "What it costs is not known: no call has a price.";
        }

        var rate = spend.Words;
        var words = comparison?.Cost.Verdict?.Kind switch
        {
            VerdictKind.Stable when Math.Abs(comparison.Day?.ChangeValue ?? 0) >= DayMatters =>
                $"A call costs as before, but today has cost {OtherThan(comparison.Day!)} than the same hours of the days "
                + $"before, {rate} in all.",
            VerdictKind.Stable => spend.IsWhole ? $"Cost is steady at {rate}." : $"A call costs as before, {rate} in all.",
            VerdictKind.Worse => $"A call costs {comparison.Cost.Change.TrimStart('+')} more, {rate} in all.",
            VerdictKind.Better => $"A call costs {comparison.Cost.Change.TrimStart('−')} less, {rate} in all.",
            _ => spend.IsWhole ? $"Cost runs at {rate}." : $"It cost {rate}.",
        };
        return spend.Sums.Unpriced == 0
            ? words
            : $"{words} {CountFormat.Of(spend.Sums.Unpriced, "call has", "calls have")} no price and "
                + $"{(spend.Sums.Unpriced == 1 ? "is" : "are")} missing from it.";
    }

    private static string OtherThan(ComparisonRow day) =>
        day.ChangeValue > 0 ? $"{day.Change.TrimStart('+')} more" : $"{day.Change.TrimStart('−')} less";

    private static string Join(string[] words) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
