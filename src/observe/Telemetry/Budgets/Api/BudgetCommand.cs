using System.Text.Json;
using Dashboard.Events;

namespace Dashboard.Telemetry.Budgets.Api;

/// <summary>
/// The body of <c>PUT /api/budgets</c>: <c>{"route":"gus","monthly_usd":"560","reason":"agreed for 2027"}</c>.
/// </summary>
/// <param name="Route">Null for the whole project.</param>
/// <param name="Monthly">Null removes the budget.</param>
/// <param name="Reason">Why, for the audit log.</param>
internal sealed record BudgetCommand(string? Route, Nanodollars? Monthly, string? Reason)
{
    private static readonly string[] s_fields = ["route", "monthly_usd", "reason"];

    /// <summary>The command, or null and at least one fault.</summary>
    public static BudgetCommand? Read(JsonElement json, List<string> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add("The body must be a JSON object.");
            return null;
        }

        faults.AddRange(json.EnumerateObject()
            .Where(field => !s_fields.Contains(field.Name))
            .Select(field => $"'{field.Name}' is not a field of a budget; check the spelling."));
        var route = Text(json, "route", BudgetLimits.LongestRoute, faults);
        var reason = Text(json, "reason", BudgetLimits.LongestReason, faults);
        if (route is { Length: 0 })
        {
            faults.Add("'route' must name a route; leave it out for the whole project.");
        }

        var monthly = ReadMonthly(json, faults);
        return faults.Count == 0 ? new BudgetCommand(route, monthly, reason) : null;
    }

    private static Nanodollars? ReadMonthly(JsonElement json, List<string> faults)
    {
        if (!json.TryGetProperty("monthly_usd", out var value))
        {
            faults.Add("'monthly_usd' is missing; null removes the budget.");
            return null;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var amount = value.ValueKind == JsonValueKind.String ? BudgetLimits.Amount(value.GetString()) : null;
        if (amount is null)
        {
            faults.Add("'monthly_usd' must be a decimal string or null. " + BudgetLimits.AmountFault);
        }

        return amount;
    }

    private static string? Text(JsonElement json, string field, int longest, List<string> faults)
    {
        if (!json.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest
            && !text.Any(char.IsControl))
        {
            return text.Trim();
        }

        faults.Add($"'{field}' must be a string of at most {longest} characters.");
        return null;
    }
}
