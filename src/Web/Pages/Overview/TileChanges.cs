using Dashboard.Ui.Components;

namespace Dashboard.Web.Pages.Overview;

internal static class TileChanges
{
    /// <summary>Puts a comparison into the third row of a tile: change, against whom, and how sure that is.</summary>
    public static TileContent With(
        this TileContent tile, ComparisonRow? row, string against, string former) => row is null
        ? tile
        : tile with
        {
            Change = row.ChangeValue is null
                ? row.Missing is { } missing ? $"–, {missing}" : "too few to compare"
                : $"{row.Change} {against} {former}{Doubt(row.Verdict)}",
            ChangeIcon = row.ChangeValue is null ? null : row.Verdict?.Shape switch
            {
                null => null,
                var shape when shape == Icons.Ok || shape == Icons.Clock => Icons.Flat,
                var shape => shape,
            },
            ChangeTone = row.Verdict?.Kind switch
            {
                VerdictKind.Worse => Tone.Bad,
                VerdictKind.Better => Tone.Good,
                _ => Tone.Neutral,
            },
        };

    /// <summary>Adds that a number is rising, where it is.</summary>
    public static TileContent With(this TileContent tile, Trend? trend) => trend is not { IsRising: true }
        ? tile
        : tile with
        {
            Change = tile.Change is null ? "rising" : tile.Change + ", rising",
            ChangeIcon = tile.ChangeIcon ?? Icons.Rising,
            ChangeTone = tile.ChangeTone == Tone.Neutral ? Tone.Warning : tile.ChangeTone,
        };

    private static string Doubt(Verdict? verdict) => verdict?.Kind switch
    {
        VerdictKind.NotClear => ", not clear",
        VerdictKind.TooFew => ", too few",
        _ => "",
    };
}
