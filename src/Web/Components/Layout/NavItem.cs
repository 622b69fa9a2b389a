using Dashboard.Ui.Components;

namespace Dashboard.Web.Components.Layout;

/// <summary>One page of the navigation.</summary>
/// <param name="Group">The part of the loop that it belongs to: observe, review, improve or deploy.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Href">Where it is.</param>
/// <param name="Shape">Its icon.</param>
/// <param name="Key">The letter that opens it after a G.</param>
internal sealed record NavItem(string Group, string Name, string Href, string Shape, char Key)
{
    /// <summary>Every page there is, in the order of the loop.</summary>
    public static IReadOnlyList<NavItem> All { get; } =
    [
        new("Observe", "Overview", "/", Icons.Overview, 'o'),
        new("Observe", "Calls", "/calls", Icons.Calls, 'c'),
        new("Observe", "Cost", "/cost", Icons.Cost, 't'),
        new("Deploy", "Models", "/models", Icons.Models, 'm'),
        new("Record", "Audit", "/audit", Icons.Shield, 'a'),
        new("Record", "Settings", "/settings", Icons.Tool, 's'),
    ];

    /// <summary>Whether an address path lies at or below the page.</summary>
    public bool Holds(string path) =>
        Href == "/" ? path is "/" or "" : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal);
}
