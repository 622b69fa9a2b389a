using Dashboard.Events;

namespace Dashboard.Telemetry.SetAside;

/// <summary>A record that is kept but was not worked through, by its own fault.</summary>
/// <param name="Kind">One of <see cref="SetAsideKinds"/>.</param>
/// <param name="Project">Whose it is; null where that cannot be read.</param>
/// <param name="Record">Which one, in the words of its kind.</param>
/// <param name="Reason">Why.</param>
/// <param name="Tries">How often it was tried; 0 where that is not known.</param>
/// <param name="At">When it was set aside.</param>
public sealed record SetAsideRecord(
    string Kind, ProjectId? Project, string Record, string Reason, int Tries, DateTimeOffset At);
