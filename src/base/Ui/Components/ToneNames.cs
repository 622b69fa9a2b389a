namespace Dashboard.Ui.Components;

internal static class ToneNames
{
    /// <summary>The class name in the style sheets; empty for neutral.</summary>
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Warning => "warn",
        Tone.Bad => "bad",
        Tone.Accent => "accent",
        _ => "",
    };
}
