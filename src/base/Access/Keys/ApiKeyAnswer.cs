namespace Dashboard.Access.Keys;

/// <summary>The answer to a new key: the one time that <paramref name="Key"/> is shown.</summary>
internal sealed record ApiKeyAnswer(
    string Id,
    string Key,
    int Project,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset? ExpiresAt);
