using System.Globalization;
using System.Text.Json;

namespace Dashboard.Pricing.Importing;

/// <summary>
/// Amounts as lists write them: numbers or strings, with or without exponent (<c>1.5e-07</c>, <c>"3e-7"</c>).
/// </summary>
internal static class ListedMoney
{
    /// <summary>
    /// The exact value; never by way of a floating-point number. Null for what is no amount or out of bounds.
    /// </summary>
    /// <param name="value">A JSON number or string.</param>
    /// <param name="perMillion">What turns the unit of the list into dollars per million tokens.</param>
    public static decimal? Read(JsonElement value, decimal perMillion)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            && amount is >= 0 and <= PriceLimits.MostPerMillion
            && amount * perMillion <= PriceLimits.MostPerMillion
                ? Plain(amount * perMillion)
                : null;
    }

    // Without trailing zeros, so that equal prices look equal: dividing by one with 28 decimals drops them.
    private static decimal Plain(decimal amount) => amount / 1.0000000000000000000000000000m;
}
