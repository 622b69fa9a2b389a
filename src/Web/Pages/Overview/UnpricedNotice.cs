using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Pages.Overview;

/// <summary>Says which of the models shown lack a price, and leads to where they get one.</summary>
/// <param name="Text">How many calls, and of which models.</param>
/// <param name="Href">The cost page with the same filter, where a price is added; null where there is no link.</param>
public sealed record UnpricedNotice(string Text, string? Href)
{
    private const int Named = 3;

    /// <summary>Null where every model that used tokens has a price.</summary>
    /// <param name="window">What is on the page.</param>
    /// <param name="route">The route in focus; null for all.</param>
    /// <param name="callsHref">The calls behind the page's numbers.</param>
    public static UnpricedNotice? Of(LiveWindow window, string? route, string? callsHref)
    {
        var models = window.UnpricedModels(route);
        if (models.Count == 0)
        {
            return null;
        }

        var calls = models.Sum(model => model.Value);
        var named = string.Join(", ", models.Take(Named).Select(model => model.Key));
        var more = models.Count > Named ? $" and {models.Count - Named} more" : "";
        return new UnpricedNotice(
            $"{CountFormat.Of(calls, "call has", "calls have")} no price and {(calls == 1 ? "is" : "are")} "
                + $"missing from every sum: {named}{more}.",
            callsHref is null
                ? null
                : QueryHelpers.AddQueryString("/cost" + callsHref["/calls".Length..], "price", models[0].Key));
    }
}
