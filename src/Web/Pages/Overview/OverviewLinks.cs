using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Pages.Overview;

/// <summary>The pages behind the numbers, with the same filter.</summary>
internal static class OverviewLinks
{
    public static string Calls(OverviewLook look)
    {
        var query = new Dictionary<string, string?>
        {
            ["range"] = look.Range.Name,
            ["environment"] = look.Filter.Environment,
            ["route"] = look.Route,
        };
        return QueryHelpers.AddQueryString("/calls", query.Where(part => part.Value is not null));
    }

    /// <summary>The same calls narrowed further; null where there is no link.</summary>
    public static string? With(string? callsHref, string name, string value) =>
        callsHref is null ? null : QueryHelpers.AddQueryString(callsHref, name, value);
}
