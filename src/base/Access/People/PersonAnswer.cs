namespace Dashboard.Access.People;

/// <summary>A person as the API shows them.</summary>
/// <param name="Id">Names them in <c>/api/people/ID</c> and, as <c>person:ID</c>, in the record.</param>
/// <param name="Email">Where they were invited; null for the first person.</param>
/// <param name="Name">What they call themselves; null before they joined.</param>
/// <param name="Role">What they may do.</param>
/// <param name="State"><c>built_in</c>, <c>joined</c>, <c>invited</c>, or <c>expired</c>.</param>
/// <param name="HasPassword">Whether they chose a password.</param>
/// <param name="InvitedAt">When they were last invited.</param>
/// <param name="InvitedBy">By whom.</param>
/// <param name="ExpiresAt">Until when the invitation can be used; null once they joined.</param>
/// <param name="JoinedAt">When they joined.</param>
/// <param name="LastSeenAt">Their last request, to a minute; null where it is not within 30 days.</param>
internal sealed record PersonAnswer(
    string Id,
    string? Email,
    string? Name,
    string Role,
    string State,
    bool HasPassword,
    DateTimeOffset? InvitedAt,
    string? InvitedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? JoinedAt,
    DateTimeOffset? LastSeenAt)
{
    public static PersonAnswer Of(PersonInfo person, DateTimeOffset now) => new(
        person.Id,
        person.Email,
        person.Name,
        person.Role.Name(),
        person.State(now),
        person.HasPassword,
        person.InvitedAt,
        person.InvitedBy,
        person.JoinedAt is null ? person.ExpiresAt : null,
        person.JoinedAt,
        person.LastSeenAt);
}
