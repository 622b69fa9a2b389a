using Dashboard.EventStore;

namespace Dashboard.Web.Audit;

/// <summary>What a reader of the audit page looks at, as its address says it.</summary>
public sealed record AuditLook
{
    /// <summary>How many decisions one page shows.</summary>
    public const int PageSize = 300;

    public string? Text { get; init; }

    public string? Stream { get; init; }

    public string? Actor { get; init; }

    public string? Kind { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>The decision that a link points at; the page begins with it.</summary>
    public long? Event { get; init; }

    /// <summary>Where the page in front ended.</summary>
    public long? Before { get; init; }

    public bool IsNarrowed =>
        Text is not null || Stream is not null || Actor is not null || Kind is not null || From is not null
        || To is not null;

    public EventSearch ToSearch(EventReach? reach) => new()
    {
        Reach = reach,
        Before = Before ?? (Event is { } chosen and < long.MaxValue ? chosen + 1 : null),
        Stream = Stream,
        Actor = Actor,
        Type = Kind,
        From = From,
        To = To,
        Text = Text,
    };
}
