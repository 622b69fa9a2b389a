namespace Dashboard.Access.People;

/// <summary>A link to be handed over, shown once.</summary>
/// <param name="Path">Path and fragment, to be put behind the console's URL.</param>
/// <param name="ExpiresAt">Until when it works, once.</param>
public sealed record OneTimeLink(string Path, DateTimeOffset ExpiresAt);
