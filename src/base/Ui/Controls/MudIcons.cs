using Icons = Dashboard.Ui.Components.Icons;

namespace Dashboard.Ui.Controls;

/// <summary>Our 16 px strokes inside the 24 px box that MudBlazor draws its icons in.</summary>
internal static class MudIcons
{
    public static string Down { get; } = Of(Icons.Down);

    public static string Close { get; } = Of(Icons.Close);

    public static string Left { get; } = Of(Icons.Left);

    public static string Right { get; } = Of(Icons.Right);

    public static string Clock { get; } = Of(Icons.Clock);

    private static string Of(string shape) =>
        $"""
        <g transform="scale(1.5)" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"
          stroke-linejoin="round">{shape}</g>
        """;
}
