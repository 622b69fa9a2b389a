using System.Globalization;
using Dashboard.Quota.Limits;

namespace Dashboard.Web.Settings.Limits;

/// <summary>The limits of a key as they are typed; what is left empty is not limited.</summary>
public sealed class KeyLimitsDraft
{
    private const string NoNumber = "Give a whole number, or leave it empty for no limit.";

    /// <summary>Names of routes between commas; empty for every route.</summary>
    public string Routes { get; set; } = "";

    public string Rpm { get; set; } = "";

    public string Tpm { get; set; } = "";

    public string Usd { get; set; } = "";

    public string Period { get; set; } = "month";

    public bool AllowUnpriced { get; set; }

    public static KeyLimitsDraft Of(KeyLimitsAnswer limits) => new()
    {
        Routes = string.Join(", ", limits.Routes),
        Rpm = Text(limits.Rpm),
        Tpm = Text(limits.Tpm),
        Usd = limits.Budget?.Usd ?? "",
        Period = limits.Budget?.Period ?? "month",
        AllowUnpriced = limits.AllowUnpriced,
    };

    /// <summary>Whether a route is among those that are named.</summary>
    public bool Names(string route) => Named.Contains(route, StringComparer.Ordinal);

    /// <summary>Names a route, or no longer.</summary>
    public void Toggle(string route) => Routes = string.Join(
        ", ", Names(route) ? Named.Where(named => named != route) : Named.Append(route));

    /// <summary>
    /// The wish, or what is no number per field; whether the numbers make sense is said by whoever sets them.
    /// </summary>
    public (SetKeyLimits? Command, IReadOnlyDictionary<string, string[]> Errors) Read(string? reason)
    {
        var errors = new Dictionary<string, string[]>();
        var command = new SetKeyLimits
        {
            Routes = Named,
            Rpm = Number("rpm", Rpm, errors),
            Tpm = Number("tpm", Tpm, errors),
            Budget = string.IsNullOrWhiteSpace(Usd) ? null : new BudgetBody(Usd.Trim(), Period),
            AllowUnpriced = AllowUnpriced,
            Reason = reason,
        };
        return errors.Count == 0 ? (command, errors) : (null, errors);
    }

    private string[] Named => Routes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int? Number(string field, string text, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (int.TryParse(text.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        errors[field] = [NoNumber];
        return null;
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
