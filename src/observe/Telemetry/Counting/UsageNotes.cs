using System.Globalization;

namespace Dashboard.Telemetry.Counting;

/// <summary>How a report was read, or what is wrong with it, in words for people.</summary>
internal static class UsageNotes
{
    public const string ThinkingInTheTotal = "The reasoning is in the total alone.";

    public const string Unconfirmed =
        "No total says whether input and output include the parts that are named beside them; "
        + "they are taken as separate.";

    private static readonly string?[] s_ways =
        [.. Enumerable.Range(0, (int)Outside.All + 1).Select(way => Way((Outside)way))];

    /// <summary>What is counted beside input and output; null where nothing is.</summary>
    public static string? Of(Outside way) => s_ways[(int)way];

    public static string Total(in ReportedUsage usage, long sum, long total) =>
        $"Input {Words(usage.Input ?? 0)} and output {Words(usage.Output ?? 0)} with their parts come to {Words(sum)}, "
        + $"but the total says {Words(total)}.";

    public static string TooLarge(in UsageParts parts, Outside way)
    {
        var cache = way.HasFlag(Outside.Cache) ? 0 : parts.Cache(way);
        var reasoning = way.HasFlag(Outside.Reasoning) ? 0 : parts.Reasoning;
        var (input, output) = (Words(parts.Input), Words(parts.Output));
        return cache > parts.Input
            ? $"The cache, {Words(cache)} tokens, is larger than the input, {input}, that should hold it."
            : reasoning > parts.Output
            ? $"The reasoning, {Words(reasoning)} tokens, is larger than the output, {output}, that should hold it."
            : $"The parts are larger than input {input} and output {output} that should hold them.";
    }

    private static string Words(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string? Way(Outside way)
    {
        string?[] sentences =
        [
            way.HasFlag(Outside.Cache) ? "The input leaves the cache out." : null,
            way.HasFlag(Outside.Reasoning) ? "The output leaves the reasoning out." : null,
            way.HasFlag(Outside.Tools) ? "The input leaves the tools' results out." : null,
            way.HasFlag(Outside.Kinds) ? "Input and output leave audio, images and other kinds out." : null,
        ];
        var said = string.Join(' ', sentences.OfType<string>());
        return said.Length == 0 ? null : said;
    }
}
