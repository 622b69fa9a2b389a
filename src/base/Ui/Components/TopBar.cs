namespace Dashboard.Ui.Components;

/// <summary>The places in the top bar that a page fills through <see cref="PageHead"/> and the layout shows.</summary>
public static class TopBar
{
    public static object Title { get; } = new();

    public static object Filters { get; } = new();

    public static object Live { get; } = new();

    public static object Keys { get; } = new();
}
