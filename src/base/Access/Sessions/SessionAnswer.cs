namespace Dashboard.Access.Sessions;

/// <summary>A session as the API shows it.</summary>
/// <param name="Id">Names it in <c>DELETE /api/sessions/ID</c>.</param>
/// <param name="Person">Whose.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="LastSeenAt">The last request, to a minute.</param>
/// <param name="UserAgent">What the browser calls itself.</param>
/// <param name="Address">Where from.</param>
/// <param name="Current">Whether it is the one that asks.</param>
internal sealed record SessionAnswer(
    string Id,
    string Person,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    string? UserAgent,
    string? Address,
    bool Current);
