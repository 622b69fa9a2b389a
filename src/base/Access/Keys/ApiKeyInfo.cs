namespace Dashboard.Access.Keys;

/// <summary>A key as its owners see it: without anything that could be used.</summary>
/// <param name="Id">The part of the key between its underscores; <c>environment</c> for the key of a setting.</param>
/// <param name="Project">The project whose data it writes and reads.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made; null for the key of a setting.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null while it is valid.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null where it never was.</param>
public sealed record ApiKeyInfo(
    string Id,
    int Project,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset? CreatedAt,
    string? CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt);
