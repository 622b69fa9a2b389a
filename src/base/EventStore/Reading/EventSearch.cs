namespace Dashboard.EventStore;

/// <summary>Which events to look for; what is null narrows nothing.</summary>
public sealed record EventSearch
{
    /// <summary>Only events in front of this position, to go on where the last answer ended.</summary>
    public long? Before { get; init; }

    /// <summary>Only events behind this position, the oldest first.</summary>
    public long? After { get; init; }

    /// <summary>Only events that whoever asks may see; null for all.</summary>
    public EventReach? Reach { get; init; }

    /// <summary>Only this stream, such as <c>route:1:gus</c>.</summary>
    public string? Stream { get; init; }

    /// <summary>Only what this person, key or policy decided.</summary>
    public string? Actor { get; init; }

    /// <summary>Only events of this stored type, such as <c>route_deployed</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Only events from this instant on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only events before this instant.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only events that hold this text, in any case, in their stream, type, data, actor or reason.</summary>
    public string? Text { get; init; }
}
