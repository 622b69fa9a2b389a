using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Layout;

/// <summary>
/// What the navigation keeps from page to page: the environment and the range, so that a link shows the same traffic.
/// </summary>
internal static class NavState
{
    private static readonly string[] Kept = ["environment", "range"];

    /// <summary>The path of the current address, with a leading slash.</summary>
    public static string Path(this NavigationManager navigation) => new Uri(navigation.Uri).AbsolutePath;

    /// <summary>A page's address with the kept part of the current query.</summary>
    public static string Link(this NavigationManager navigation, string path)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query);
        var kept = Kept
            .Where(name => !string.IsNullOrEmpty(query.GetValueOrDefault(name)))
            .Select(name => KeyValuePair.Create(name, (string?)query[name]));
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(path, kept);
    }

    /// <summary>The environment of the current address; null is all but demo.</summary>
    public static string? Environment(this NavigationManager navigation)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query);
        var value = (string?)query.GetValueOrDefault("environment");
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
