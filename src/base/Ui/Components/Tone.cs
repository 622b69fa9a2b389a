namespace Dashboard.Ui.Components;

/// <summary>What a status means, apart from its word: the colour that goes with it.</summary>
public enum Tone
{
    Neutral,
    Good,
    Warning,
    Bad,
    Accent,
}
