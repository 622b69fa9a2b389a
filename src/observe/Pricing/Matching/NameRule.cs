using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Texts;

namespace Dashboard.Pricing.Matching;

/// <summary>
/// A rule of genai-prices' list about names: <c>{"or":[{"equals":"gpt-4o"},{"starts_with":"gpt-4o-2024"}]}</c>. Letters of
/// either case are the same, but to regular expressions, which are given the name in lower case.
/// </summary>
internal abstract record NameRule
{
    private const int DeepestNesting = 16;
    private const int LongestPattern = 500;
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the rule holds for a name in lower case.</summary>
    public abstract bool Holds(string name);

    /// <summary>
    /// Texts of which every name that the rule holds for has one: what an index looks for. An empty one is in all names.
    /// </summary>
    public abstract IReadOnlyList<NameAnchor> Anchors { get; }

    /// <summary>Reads a rule; what cannot be read holds for no name, and is said.</summary>
    public static NameRule Parse(string json, List<string>? unread = null)
    {
        using var document = LenientJson.Parse(json);
        return Of(document.RootElement, unread ?? [], 0);
    }

    /// <inheritdoc cref="Parse"/>
    public static NameRule Of(JsonElement rule, List<string> unread) => Of(rule, unread, 0);

    private static NameRule Of(JsonElement rule, List<string> unread, int depth)
    {
        if (rule.ValueKind != JsonValueKind.Object || depth > DeepestNesting)
        {
            unread.Add("match: not a rule");
            return Never.Instance;
        }

        var clauses = rule.EnumerateObject().Select(clause => Clause(clause, unread, depth)).ToArray();
        return clauses.Length switch { 0 => Never.Instance, 1 => clauses[0], _ => new All(clauses) };
    }

    private static NameRule Clause(JsonProperty clause, List<string> unread, int depth)
    {
        var text = clause.Value.ValueKind == JsonValueKind.String ? clause.Value.GetString() : null;
        switch (clause.Name)
        {
            case "or" when clause.Value.ValueKind == JsonValueKind.Array:
                return new Any([.. clause.Value.EnumerateArray().Select(inner => Of(inner, unread, depth + 1))]);
            case "and" when clause.Value.ValueKind == JsonValueKind.Array:
                return new All([.. clause.Value.EnumerateArray().Select(inner => Of(inner, unread, depth + 1))]);
            case "not" when clause.Value.ValueKind == JsonValueKind.Object:
                return new Not(Of(clause.Value, unread, depth + 1));
            case "equals" when text is not null:
                return new Equal(text.ToLowerInvariant());
            case "starts_with" when text is not null:
                return new Start(text.ToLowerInvariant());
            case "ends_with" when text is not null:
                return new End(text.ToLowerInvariant());
            case "contains" when text is not null:
                return new Part(text.ToLowerInvariant());
            case "regex" when text is { Length: <= LongestPattern } && Compile(text) is { } expression:
                return new Pattern(expression);
            default:
                unread.Add(text is null ? $"match {clause.Name}: not read" : $"match {clause.Name} '{text}': not read");
                return Never.Instance;
        }
    }

    // In linear time where the engine can; else with a limit, beyond which a name does not match.
    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, s_longest);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, s_longest);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private sealed record Equal(string Text) : NameRule
    {
        public override IReadOnlyList<NameAnchor> Anchors => [new(NameAnchorKind.Whole, Text)];

        public override bool Holds(string name) => name == Text;
    }

    private sealed record Start(string Text) : NameRule
    {
        public override IReadOnlyList<NameAnchor> Anchors => [new(NameAnchorKind.Start, Text)];

        public override bool Holds(string name) => name.StartsWith(Text, StringComparison.Ordinal);
    }

    private sealed record End(string Text) : NameRule
    {
        public override IReadOnlyList<NameAnchor> Anchors => [new(NameAnchorKind.Part, Text)];

        public override bool Holds(string name) => name.EndsWith(Text, StringComparison.Ordinal);
    }

    private sealed record Part(string Text) : NameRule
    {
        public override IReadOnlyList<NameAnchor> Anchors => [new(NameAnchorKind.Part, Text)];

        public override bool Holds(string name) => name.Contains(Text, StringComparison.Ordinal);
    }

    private sealed record Pattern(Regex Expression) : NameRule
    {
        public override IReadOnlyList<NameAnchor> Anchors =>
            [new(NameAnchorKind.Start, LiteralStart.Of(Expression.ToString()))];

        public override bool Holds(string name)
        {
            try
            {
                return Expression.IsMatch(name);
            }
            catch (RegexMatchTimeoutException)
            {
                return false;
            }
        }
    }

    private sealed record Any(NameRule[] Rules) : NameRule
    {
        public override IReadOnlyList<NameAnchor> Anchors => [.. Rules.SelectMany(rule => rule.Anchors)];

        public override bool Holds(string name) => Array.Exists(Rules, rule => rule.Holds(name));
    }

    private sealed record All(NameRule[] Rules) : NameRule
    {
        // One of the parts is enough to find it by: the one that is in the fewest names.
        public override IReadOnlyList<NameAnchor> Anchors => Rules
            .Where(rule => rule is not Not)
            .Select(rule => rule.Anchors)
            .MaxBy(anchors => anchors.Count == 0 ? int.MaxValue : anchors.Min(anchor => anchor.Text.Length)) ?? [];

        public override bool Holds(string name) => Array.TrueForAll(Rules, rule => rule.Holds(name));
    }

    private sealed record Not(NameRule Rule) : NameRule
    {
        public override IReadOnlyList<NameAnchor> Anchors => [new(NameAnchorKind.Part, "")];

        public override bool Holds(string name) => !Rule.Holds(name);
    }

    private sealed record Never : NameRule
    {
        public static Never Instance { get; } = new();

        public override IReadOnlyList<NameAnchor> Anchors => [];

        public override bool Holds(string name) => false;
    }
}
