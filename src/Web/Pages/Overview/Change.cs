using Dashboard.Ui.Charts;
using Dashboard.Ui.Components;

namespace Dashboard.Web.Pages.Overview;

/// <summary>Something that was changed, and what came of it.</summary>
public sealed record Change
{
    public required DateTimeOffset At { get; init; }

    public required ChangeKind Kind { get; init; }

    /// <summary>What, such as <c>v2 serves 100 %</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What moved since, as far as it is clear: <c>thumbs-down +10.0 pt</c>.</summary>
    public IReadOnlyList<(string Name, string Amount, Tone Tone)> Effects { get; init; } = [];

    /// <summary>Said in place of effects where it was looked at and nothing moved.</summary>
    public string? NoEffect { get; init; }

    /// <summary>Who decided, as the record names them; null where nobody is known.</summary>
    public string? Actor { get; init; }

    /// <summary>Under which number, and why.</summary>
    public required string By { get; init; }

    /// <summary>Where it is on record; null where it is only seen in calls.</summary>
    public string? Href { get; init; }

    public ChartFlag Flag => new(At, Kind, Title, Href);
}
