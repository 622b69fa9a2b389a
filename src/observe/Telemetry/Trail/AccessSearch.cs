using Dashboard.Events;

namespace Dashboard.Telemetry.Trail;

/// <summary>Which notes of the trail to look for; what is null narrows nothing.</summary>
public sealed record AccessSearch
{
    /// <summary>Only notes on the content of this project.</summary>
    public ProjectId? Project { get; init; }

    /// <summary>Only what this person or key read.</summary>
    public string? Actor { get; init; }

    public AccessKind? Kind { get; init; }

    /// <summary>Only notes from this instant on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only notes before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only notes that hold this text, in any case, in their actor or filter.</summary>
    public string? Text { get; init; }

    /// <summary>Only notes in front of this one, to go on where the last answer ended.</summary>
    public long? Before { get; init; }
}
