namespace Dashboard.Access.Sessions;

/// <summary>One browser in which somebody is signed in.</summary>
/// <param name="Id">Names the session; whoever knows it can do nothing with it.</param>
/// <param name="Person">Whose, as the audit log names them.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="LastSeenAt">The last request, to some minutes.</param>
/// <param name="UserAgent">What the browser calls itself; null where it says nothing.</param>
/// <param name="Address">Where the person signed in from.</param>
public sealed record Session(
    string Id,
    string Person,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    string? UserAgent,
    string? Address);
