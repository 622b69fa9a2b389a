using System.Globalization;
using Dashboard.Events;

namespace Dashboard.Quota.Limits;

/// <summary>Which limits make sense.</summary>
internal static class KeyLimitsDecisions
{
    private const int MostRoutes = 100;
    private const int LongestName = 200;
    private const int LongestReason = 500;
    private const int MostPerMinute = 1_000_000_000;
    private const decimal MostDollars = 1_000_000_000m;
    private const int MostDecimals = 9;

    /// <summary>The fact that the command leads to, or what is wrong with the command, per field.</summary>
    public static (KeyLimitsSet? Fact, IReadOnlyDictionary<string, string[]> Errors) Decide(
        string keyId, SetKeyLimits command)
    {
        var errors = new Dictionary<string, string[]>();
        var routes = Routes(command.Routes ?? [], errors);
        CheckRate("rpm", command.Rpm, errors);
        CheckRate("tpm", command.Tpm, errors);
        var (amount, period) = command.Budget is { } budget ? Budget(budget, errors) : default;
        if (command.Reason is { Length: > LongestReason })
        {
            errors["reason"] = [$"Give at most {LongestReason} characters."];
        }

        return errors.Count > 0
            ? (null, errors)
            : (new KeyLimitsSet(
                keyId, routes, command.Rpm, command.Tpm, amount?.Value, period?.Name(), command.AllowUnpriced), errors);
    }

    private static List<string> Routes(IReadOnlyList<string?> asked, Dictionary<string, string[]> errors)
    {
        var routes = asked.OfType<string>().Select(route => route.Trim()).Distinct(StringComparer.Ordinal).ToList();
        if (asked.Count > MostRoutes || asked.Contains(null) || routes.Exists(route => route.Length is 0 or > LongestName))
        {
            errors["routes"] = [
                $"Name at most {MostRoutes} routes, each with 1 to {LongestName} characters; leave it out to allow all."];
        }

        return routes;
    }

    private static void CheckRate(string field, int? value, Dictionary<string, string[]> errors)
    {
        if (value is < 1 or > MostPerMinute)
        {
            errors[field] = [
                $"Give a whole number from 1 to {MostPerMinute}, or leave it out for no limit. "
                    + "To stop a key, revoke it: DELETE /api/keys/{id}."];
        }
    }

    private static (Nanodollars?, BudgetPeriod?) Budget(BudgetBody budget, Dictionary<string, string[]> errors)
    {
        var amount = Money(budget.Usd);
        if (amount is null)
        {
            errors["budget.usd"] = [
                "Give US dollars as a decimal string such as \"25.00\": above 0, at most "
                    + $"{MostDollars.ToString(CultureInfo.InvariantCulture)}, at most {MostDecimals} decimals."];
        }

        var period = BudgetPeriods.Parse(budget.Period);
        if (period is null)
        {
            errors["budget.period"] = [$"Give one of: {string.Join(", ", BudgetPeriods.Names)}."];
        }

        return (amount, period);
    }

    private static Nanodollars? Money(string? text)
    {
        var point = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
            && dollars is > 0 and <= MostDollars
            && (point < 0 || text!.Length - point - 1 <= MostDecimals)
                ? Nanodollars.FromDollars(dollars)
                : null;
    }
}
