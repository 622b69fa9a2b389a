namespace Dashboard.Access.Passwords;

/// <summary>What the page of a one-time link posts; the name where it is an invitation.</summary>
internal sealed record JoinRequest(string? Token, string? Name, string? Password);
