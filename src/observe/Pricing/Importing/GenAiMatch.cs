using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Pricing.Matching;
using Dashboard.Texts;

namespace Dashboard.Pricing.Importing;

/// <summary>
/// How genai-prices' list knows a model: a rule of <c>equals</c>, <c>starts_with</c>, <c>ends_with</c>, <c>contains</c>
/// and <c>regex</c>, joined by <c>or</c> and <c>and</c>, kept as it is and asked at look-up.
/// </summary>
/// <param name="Rule">The rule as JSON; null where the model has none and is known by its id.</param>
/// <param name="Aliases">Every name that the rule spells out, for people to see.</param>
/// <param name="Unread">The clauses that cannot be read, which hold for no name.</param>
internal sealed record GenAiMatch(string? Rule, IReadOnlyList<string> Aliases, IReadOnlyList<string> Unread)
{
    /// <param name="id">The model's id in the list.</param>
    /// <param name="model">The model.</param>
    /// <param name="before">Rules of models that stand before it without a price, whose names are not its own.</param>
    public static GenAiMatch Read(string id, JsonElement model, IReadOnlyList<string> before)
    {
        if (!model.TryGetProperty("match", out var match) || match.ValueKind != JsonValueKind.Object)
        {
            return new GenAiMatch(null, [], []);
        }

        var unread = new List<string>();
        var rule = NameRule.Of(match, unread);
        var own = id.ToLowerInvariant();
        var names = Names(match).Select(name => name.ToLowerInvariant()).Distinct().ToList();
        return new GenAiMatch(
            Text(match, [.. before.Where(other => MayOverlap(other, rule, names, match))]),
            [.. names.Where(name => name != own && PriceLimits.IsName(name)).Take(PriceLimits.MostAliases)],
            unread);
    }

    private static string Text(JsonElement match, IReadOnlyList<string> not)
    {
        var rule = JsonSerializer.SerializeToNode(match)!;
        if (not.Count == 0)
        {
            return rule.ToJsonString();
        }

        var all = new JsonArray(rule);
        foreach (var other in not)
        {
            all.Add(new JsonObject { ["not"] = LenientJson.ParseNode(other) });
        }

        return new JsonObject { ["and"] = all }.ToJsonString();
    }

    // Of exact names it can be told; patterns may always meet.
    private static bool MayOverlap(string other, NameRule rule, IReadOnlyList<string> names, JsonElement match)
    {
        using var json = LenientJson.Parse(other);
        var earlier = NameRule.Of(json.RootElement, []);
        var theirs = Names(json.RootElement).ToList();
        var isExact = IsExact(json.RootElement);
        return (isExact && theirs.Exists(name => rule.Holds(name.ToLowerInvariant())))
            || (!isExact && (!IsExact(match) || names.Any(earlier.Holds)));
    }

    private static bool IsExact(JsonElement rule) => rule.EnumerateObject().All(clause => clause switch
    {
        { Name: "equals" } => true,
        { Name: "or", Value.ValueKind: JsonValueKind.Array } =>
            clause.Value.EnumerateArray().All(inner => inner.ValueKind == JsonValueKind.Object && IsExact(inner)),
        _ => false,
    });

    private static IEnumerable<string> Names(JsonElement rule) => rule.ValueKind != JsonValueKind.Object
        ? []
        : rule.EnumerateObject().SelectMany(clause => clause switch
        {
            { Name: "equals", Value.ValueKind: JsonValueKind.String } => [clause.Value.GetString()!],
            { Name: "or", Value.ValueKind: JsonValueKind.Array } => clause.Value.EnumerateArray().SelectMany(Names),
            _ => [],
        });
}
