using MudBlazor;

namespace Dashboard.Ui.Controls;

/// <summary>
/// What MudBlazor takes from us in C#: type, shape, layers and shadows. Colours are in <c>mud.css</c> as references to
/// the tokens, because the browser knows the theme before the server does.
/// </summary>
internal static class ConsoleTheme
{
    private const string Body = "0.8125rem";
    private const string Lead = "1.54";

    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new() { DefaultBorderRadius = "6px" },
        ZIndex = new() { Dialog = 20, Popover = 25, Snackbar = 30, Tooltip = 35 },
        Shadows = new() { Elevation = ["none", .. Enumerable.Repeat("var(--shadow-raised)", 25)] },
        Typography = new()
        {
            Default = new DefaultTypography
            {
                FontFamily = ["var(--font-sans)"],
                FontSize = Body,
                LineHeight = Lead,
                LetterSpacing = "0",
            },
            H6 = new H6Typography
            {
                FontSize = "1rem",
                FontWeight = "600",
                LineHeight = "1.5",
                LetterSpacing = "-0.012em",
            },
            Subtitle1 = new Subtitle1Typography { FontSize = Body, LineHeight = Lead, LetterSpacing = "0" },
            Subtitle2 = new Subtitle2Typography { FontSize = Body, LineHeight = Lead, LetterSpacing = "0" },
            Body1 = new Body1Typography { FontSize = Body, LineHeight = Lead, LetterSpacing = "0" },
            Body2 = new Body2Typography { FontSize = Body, LineHeight = Lead, LetterSpacing = "0" },
            Button = new ButtonTypography
            {
                FontSize = "0.75rem",
                FontWeight = "500",
                LineHeight = "1",
                LetterSpacing = "0",
                TextTransform = "none",
            },
            Caption = new CaptionTypography { FontSize = "0.6875rem", LineHeight = "1.45", LetterSpacing = "0" },
        },
    };
}
