namespace Dashboard.Access.People;

/// <summary>A person as administrators see them.</summary>
/// <param name="Id">Names them in the API and, behind <c>person:</c>, in the record.</param>
/// <param name="Email">Where they were invited; null for the first person.</param>
/// <param name="Name">What they call themselves; null before they joined.</param>
/// <param name="Role">What they may do.</param>
/// <param name="HasPassword">Whether they chose a password.</param>
/// <param name="InvitedAt">When they were last invited; null for the first person.</param>
/// <param name="InvitedBy">By whom.</param>
/// <param name="ExpiresAt">Until when the invitation can be used.</param>
/// <param name="JoinedAt">When they joined; null before.</param>
/// <param name="LastSeenAt">Their last request, to a minute; null where it is not within 30 days.</param>
public sealed record PersonInfo(
    string Id,
    string? Email,
    string? Name,
    Role Role,
    bool HasPassword,
    DateTimeOffset? InvitedAt,
    string? InvitedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? JoinedAt,
    DateTimeOffset? LastSeenAt)
{
    /// <summary><c>built_in</c>, <c>joined</c>, <c>invited</c>, or <c>expired</c>: invited too long ago.</summary>
    public string State(DateTimeOffset now) => this switch
    {
        { InvitedAt: null } => "built_in",
        { JoinedAt: not null } => "joined",
        { ExpiresAt: { } end } when now < end => "invited",
        _ => "expired",
    };
}
