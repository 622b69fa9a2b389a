namespace Dashboard.Ui.Charts;

/// <summary>Something that happened, as a flag on the time axis.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">Gives the sign.</param>
/// <param name="Title">What, in a few words.</param>
/// <param name="Href">Where it is on record.</param>
public sealed record ChartFlag(DateTimeOffset At, ChangeKind Kind, string Title, string? Href);
