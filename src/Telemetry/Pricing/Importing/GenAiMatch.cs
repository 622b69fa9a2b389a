using System.Text.Json;

namespace Dashboard.Telemetry.Pricing.Importing;

/// <summary>
/// Match rules of genai-prices' list: <c>equals</c>, <c>starts_with</c>, <c>ends_with</c>, <c>contains</c>,
/// <c>regex</c>,
/// joined by <c>or</c> and <c>and</c>. Ours is a table of exact names, so only names can be taken over.
/// </summary>
/// <param name="Aliases">Every name that the rule spells out.</param>
/// <param name="Unread">The patterns that were left out.</param>
internal sealed record GenAiMatch(IReadOnlyList<string> Aliases, IReadOnlyList<string> Unread)
{
    public static GenAiMatch Read(string id, JsonElement model)
    {
        var names = new List<string>();
        var unread = new List<string>();
        if (model.TryGetProperty("match", out var match))
        {
            Collect(match, names, unread);
        }

        var own = id.ToLowerInvariant();
        return new GenAiMatch(
            [
                .. names.Select(name => name.ToLowerInvariant()).Distinct()
                    .Where(name => name != own && PriceLimits.IsName(name)),
            ],
            unread);
    }

    /// <summary>
    /// Whether a rule holds for a name. A regular expression, which the list writes for another engine, does not.
    /// </summary>
    public static bool Holds(JsonElement rule, string name) =>
        rule.ValueKind == JsonValueKind.Object
        && rule.EnumerateObject().All(clause => clause.Value.ValueKind switch
        {
            JsonValueKind.Array => Holds(clause.Name, clause.Value.EnumerateArray(), name),
            JsonValueKind.String => Holds(clause.Name, clause.Value.GetString()!, name),
            _ => false,
        });

    private static bool Holds(string clause, IEnumerable<JsonElement> rules, string name) => clause switch
    {
        "or" => rules.Any(rule => Holds(rule, name)),
        "and" => rules.All(rule => Holds(rule, name)),
        _ => false,
    };

    private static bool Holds(string clause, string text, string name) => clause switch
    {
        "equals" => name == text,
        "starts_with" => name.StartsWith(text, StringComparison.Ordinal),
        "ends_with" => name.EndsWith(text, StringComparison.Ordinal),
        "contains" => name.Contains(text, StringComparison.Ordinal),
        _ => false,
    };

    private static void Collect(JsonElement rule, List<string> names, List<string> unread)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var clause in rule.EnumerateObject())
        {
            if (clause is { Name: "or", Value.ValueKind: JsonValueKind.Array })
            {
                foreach (var inner in clause.Value.EnumerateArray())
                {
                    Collect(inner, names, unread);
                }
            }
            else if (clause.Value.ValueKind == JsonValueKind.String)
            {
                var text = clause.Value.GetString()!;
                if (clause.Name == "equals")
                {
                    names.Add(text);
                    continue;
                }

                unread.Add($"pattern {clause.Name} '{text}': matched by exact names only");
                if (clause.Name == "starts_with" && text.Length > 0 && char.IsLetterOrDigit(text[^1]))
                {
                    names.Add(text);
                }
            }
            else
            {
                unread.Add($"pattern {clause.Name}: matched by exact names only");
            }
        }
    }
}
