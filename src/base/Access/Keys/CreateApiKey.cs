namespace Dashboard.Access.Keys;

/// <summary>Asks for a new key.</summary>
/// <param name="Name">What it is for, in the words of its owner.</param>
/// <param name="Scopes">What it may do; at least one of <see cref="Access.Scopes.All"/>.</param>
/// <param name="Project">The project whose data it writes and reads; null for that of whoever asks.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
public sealed record CreateApiKey(
    string? Name, IReadOnlyList<string>? Scopes, int? Project = null, DateTimeOffset? ExpiresAt = null);
