namespace Dashboard.Access.Sessions;

/// <summary>What <c>GET /api/sessions</c> answers.</summary>
internal sealed record SessionList(IReadOnlyList<SessionAnswer> Items);
