namespace Dashboard.Web.Settings;

/// <summary>A decision in the history of a setting.</summary>
/// <param name="At">When.</param>
/// <param name="What">What held from then on, in words.</param>
/// <param name="Actor">Who; null where another program decided.</param>
/// <param name="Reason">Why, as given.</param>
public sealed record HistoryRow(DateTimeOffset At, string What, string? Actor, string? Reason);
