using System.Text.Json;
using Dashboard.Events;
using Dashboard.HttpApi;

namespace Dashboard.Costs.Budgets.Api;

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
    public static BudgetCommand? Read(JsonElement json, FieldErrors errors)
    {
        if (!JsonBody.IsObject(json, "", s_fields.Contains, errors))
        {
            return null;
        }

        var route = JsonBody.Line(json, "route", BudgetLimits.LongestRoute, errors);
        var reason = JsonBody.Line(json, "reason", BudgetLimits.LongestReason, errors);
        if (route is { Length: 0 })
        {
            errors.Add("route", "'route' must name a route; leave it out for the whole project.");
        }

        var monthly = ReadMonthly(json, errors);
        return errors.Count == 0 ? new BudgetCommand(route, monthly, reason) : null;
    }

    private static Nanodollars? ReadMonthly(JsonElement json, FieldErrors errors)
    {
        if (!json.TryGetProperty("monthly_usd", out var value))
        {
            errors.Add("monthly_usd", "'monthly_usd' is missing; null removes the budget.");
            return null;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var amount = value.ValueKind == JsonValueKind.String ? BudgetLimits.Amount(value.GetString()) : null;
        if (amount is null)
        {
            errors.Add("monthly_usd", "'monthly_usd' must be a decimal string or null. " + BudgetLimits.AmountFault);
        }

        return amount;
    }
}
