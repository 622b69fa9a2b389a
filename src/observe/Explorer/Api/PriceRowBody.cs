using System.Globalization;
using Dashboard.Pricing;
using Dashboard.Texts;

namespace Dashboard.Explorer.Api;

/// <summary>Which row of the price list a call was priced by, since when it holds, and where it comes from.</summary>
internal sealed record PriceRowBody(
    string Id, string? Provider, string Model, string? EffectiveFrom, string? CheckedOn, string? Source)
{
    public static PriceRowBody Of(PriceRow row) => new(
        row.Id,
        row.Price.Provider,
        row.Price.Model,
        row.Price.EffectiveFrom is { } from ? Rfc3339.Of(from) : null,
        row.Price.CheckedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        row.Price.Source);
}
