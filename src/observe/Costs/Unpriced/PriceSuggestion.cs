using Dashboard.Pricing;

namespace Dashboard.Costs.Unpriced;

/// <summary>
/// A listed price that may be what an unpriced model costs. It only fills in a form: a person decides, since no price
/// is
/// ever guessed across models.
/// </summary>
/// <param name="Row">The row.</param>
/// <param name="Why">Why it may fit, to be shown beside it.</param>
internal sealed record PriceSuggestion(PriceRow Row, string Why)
{
    private const int LeastCommonParts = 2;

    /// <summary>The best match of a book, or null where even the nearest name is another model's.</summary>
    public static PriceSuggestion? For(PriceBook book, string? provider, string? model, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(model))
        {
            return null;
        }

        if (book.Find(provider, model, now) is { } later)
        {
            return new PriceSuggestion(later, "the price that holds now; it does not cover all of these calls");
        }

        var name = model.Trim().ToLowerInvariant();
        var listed = book.InForce(now).ToList();
        if (listed.FirstOrDefault(row => Last(row.Price.Model) == Last(name)) is { } same)
        {
            return new PriceSuggestion(same, $"the same model at {same.Price.Provider ?? "any provider"}");
        }

        var nearest = listed
            .Select(row => (row, common: Common(Last(row.Price.Model), Last(name))))
            .Where(pair => pair.common >= LeastCommonParts)
            .OrderByDescending(pair => pair.common)
            .ThenByDescending(pair => pair.row.Price.Provider == provider)
            .ThenBy(pair => pair.row.Price.Model.Length)
            .ThenBy(pair => pair.row.Price.Model, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.row is null
            ? null
            : new PriceSuggestion(nearest.row, $"another model with a similar name, {nearest.row.Price.Model}");
    }

    private static string Last(string name) => name[(name.LastIndexOf('/') + 1)..];

    // "gemini-3-flash-preview" and "gemini-3-flash" have three leading parts in common.
    private static int Common(string a, string b)
    {
        var (left, right) = (a.Split('-', ':'), b.Split('-', ':'));
        var i = 0;
        while (i < left.Length && i < right.Length && left[i] == right[i])
        {
            i++;
        }

        return i;
    }
}
