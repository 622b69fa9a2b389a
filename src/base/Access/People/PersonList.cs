namespace Dashboard.Access.People;

/// <summary>What <c>GET /api/people</c> answers.</summary>
internal sealed record PersonList(IReadOnlyList<PersonAnswer> Items);
