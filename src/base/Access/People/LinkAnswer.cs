namespace Dashboard.Access.People;

/// <summary>The answer to a new link to a password: the one time that <paramref name="Link"/> is shown.</summary>
internal sealed record LinkAnswer(string Link, DateTimeOffset ExpiresAt);
