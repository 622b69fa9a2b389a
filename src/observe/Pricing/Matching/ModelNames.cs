using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Pricing.Matching;

/// <summary>
/// The names under which a model may be listed, given what a call says. Only additions that cannot change the model are
/// taken off: who serves it, where, in which wrapping, and the date of a snapshot. What makes a different model
/// (<c>-mini</c>, <c>-preview</c>, <c>:free</c>, <c>-2411</c>) stays, so that no price is guessed across models.
/// </summary>
internal static partial class ModelNames
{
    private const string Latest = "-latest";

    /// <summary>
    /// All names, the most specific first: a name with its date comes before every name without, and in each of the two
    /// groups the name as it was given comes before shorter ones. Names are in lower case.
    /// </summary>
    public static IReadOnlyList<string> FromMostSpecific(string model)
    {
        var given = model.Trim().ToLowerInvariant();
        if (given.Length is 0 or > PriceLimits.LongestName)
        {
            return [];
        }

        var dated = new List<string>();
        var undated = new List<string>();
        foreach (var name in Starts(given))
        {
            Add(dated, Version(name));
        }

        foreach (var name in dated)
        {
            if (WithoutDate(name) is { } shorter && !dated.Contains(shorter))
            {
                Add(undated, [shorter]);
            }
        }

        // "X" may be listed as "X-latest"; a snapshot with a date is not the latest one.
        Add(undated, undated.Count == 0 ? dated.Select(name => name + Latest).ToArray() : []);
        return [.. dated, .. undated];
    }

    /// <summary>Whether one of the names has a <c>-latest</c> that the call did not say.</summary>
    public static bool IsGuess(string name, string given) =>
        name.EndsWith(Latest, StringComparison.Ordinal) && !given.Contains(Latest, StringComparison.Ordinal);

    /// <summary>The name without the date of its snapshot or <c>-latest</c>; null where there is neither.</summary>
    public static string? WithoutDate(string name)
    {
        if (name.EndsWith(Latest, StringComparison.Ordinal) && name.Length > Latest.Length)
        {
            return name[..^Latest.Length];
        }

        var match = DateSuffix().Match(name);
        return match.Success && IsDate(match.Groups["date"].ValueSpan) ? name[..match.Index] : null;
    }

    /// <summary>What stands before the model's own name in a path or before a colon; null for nothing.</summary>
    public static string? ProviderBefore(string given)
    {
        var end = given.AsSpan().IndexOfAny('/', ':');
        return end > 0 && end < given.Length - 1 && ProviderNames.IsKnown(given[..end]) ? given[..end] : null;
    }

    // "us.anthropic.claude-x-v1:0" -> itself, without the region, without the vendor.
    private static List<string> Starts(string given)
    {
        List<string> names = [given];
        while (WithoutPath(names[^1]) is { } shorter)
        {
            // A region of an address stays where a list may price it: "us-gov-west-1/anthropic.x".
            if (ArnRegion().Match(names[^1]) is { Success: true } arn)
            {
                names.Add($"{arn.Groups["region"].Value}/{shorter}");
            }

            names.Add(shorter);
        }

        if (Additions().Match(names[^1]) is { Success: true } added)
        {
            names.Add(names[^1][..added.Index]);
        }

        if (FineTuned().Match(names[^1]) is { Success: true } tuned)
        {
            names.Add("ft:" + tuned.Groups["base"].Value);
        }

        if (BedrockRegion().Match(names[^1]) is { Success: true } region)
        {
            var rest = names[^1][region.Length..];
            names.AddRange(Neighbours(region.Groups["geography"].Value, rest));
            names.Add(rest);
        }

        if (BedrockVendor().Match(names[^1]) is { Success: true } vendor)
        {
            names.Add(names[^1][vendor.Length..]);
        }

        return names;
    }

    // The Americas cost what the United States cost; the government's two regions are also listed by their own names.
    private static IEnumerable<string> Neighbours(string geography, string rest) => geography switch
    {
        "amer" => ["us." + rest],
        "us-gov" => ["us-gov-west-1/" + rest, "us-gov-east-1/" + rest],
        _ => [],
    };

    // "arn:aws:bedrock:...:inference-profile/us.x", "projects/p/locations/l/publishers/google/models/x", "models/x",
    // "publishers/anthropic/models/x", "openrouter/openai/x", "bedrock/us-east-1/x", "bedrock/converse/x", "openai:x".
    private static string? WithoutPath(string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal) || name.StartsWith("projects/", StringComparison.Ordinal)
            || name.StartsWith("publishers/", StringComparison.Ordinal)
            || name.Contains("://", StringComparison.Ordinal))
        {
            var last = name.LastIndexOf('/');
            return last > 0 && last < name.Length - 1 ? name[(last + 1)..] : null;
        }

        var end = name.AsSpan().IndexOfAny('/', ':');
        if (end <= 0 || end >= name.Length - 1)
        {
            return null;
        }

        var isPlace = name[end] == '/' ? IsPlace(name[..end]) : ProviderNames.IsKnown(name[..end]);
        return isPlace ? name[(end + 1)..] : null;
    }

    private static bool IsPlace(string segment) =>
        segment is "models" or "converse" or "invoke" or "gateway"
        || ProviderNames.IsKnown(segment) || CloudRegion().IsMatch(segment);

    // "x-v1:0:200k" -> itself, "x-v1:0", "x-v1", "x".
    private static List<string> Version(string name)
    {
        List<string> names = [name];
        if (ContextWindow().Match(name) is { Success: true } window)
        {
            names.Add(name[..window.Index]);
        }

        var match = BedrockVersion().Match(names[^1]);
        if (match.Success)
        {
            var whole = names[^1];
            if (match.Groups["minor"].Success)
            {
                names.Add(whole[..match.Groups["minor"].Index]);
            }

            names.Add(whole[..match.Index]);
        }

        return names;
    }

    private static void Add(List<string> names, IEnumerable<string> more)
    {
        foreach (var name in more)
        {
            if (!names.Contains(name))
            {
                names.Add(name);
            }
        }
    }

    private static bool IsDate(ReadOnlySpan<char> digits) =>
        DateOnly.TryParseExact(
            digits, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.Year is >= 2018 and < 2100;

    [GeneratedRegex(@"(?<=.)[-@](?<date>\d{4}-\d{2}-\d{2}|\d{8})$", RegexOptions.CultureInvariant)]
    private static partial Regex DateSuffix();

    [GeneratedRegex(@"^(?<geography>us|us-gov|eu|apac|ap|jp|au|ca|sa|amer|global)\.(?=[a-z])",
        RegexOptions.CultureInvariant)]
    private static partial Regex BedrockRegion();

    [GeneratedRegex(@"^(anthropic|amazon|meta|mistral|cohere|deepseek|ai21|openai|qwen|moonshot|moonshotai|minimax|zai)"
        + @"\.(?=[a-z])",
        RegexOptions.CultureInvariant)]
    private static partial Regex BedrockVendor();

    [GeneratedRegex(@"(?<=.)-v\d+(?<minor>:\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex BedrockVersion();

    // "x-v1:0:200k": the same model with less or more of its window.
    [GeneratedRegex(@"(?<=:\d+):\d+k$", RegexOptions.CultureInvariant)]
    private static partial Regex ContextWindow();

    // "x@default" of Vertex AI, "x[1m]" of Claude Code: the same model, its price by the length of the prompt.
    [GeneratedRegex(@"(?<=.)(@default|@latest|\[\d+[km]\])$", RegexOptions.CultureInvariant)]
    private static partial Regex Additions();

    [GeneratedRegex(@"^arn:aws[a-z-]*:bedrock:(?<region>[a-z0-9-]+):", RegexOptions.CultureInvariant)]
    private static partial Regex ArnRegion();

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-?\d$|^(us|eu|global)(-standard)?$", RegexOptions.CultureInvariant)]
    private static partial Regex CloudRegion();

    // "ft:gpt-4o-mini-2024-07-18:org::id", at Azure "gpt-4o-mini-2024-07-18.ft-id": every fine-tune of one base has one
    // price, another one than the base.
    [GeneratedRegex(@"^ft:(?<base>[^:]+):.+$|^(?<base>[^:]+)\.ft-[0-9a-z-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex FineTuned();
}
