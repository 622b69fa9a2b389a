namespace Dashboard.Deployments.Serving;

/// <summary>How <see cref="StickyBy"/> is written in requests and events.</summary>
internal static class StickyNames
{
    public const string Known = "session, user, key or none";

    /// <summary>Null where the name is unknown.</summary>
    public static StickyBy? Parse(string? name) => name switch
    {
        "session" => StickyBy.Session,
        "user" => StickyBy.User,
        "key" => StickyBy.Key,
        "none" => StickyBy.None,
        _ => null,
    };
}
