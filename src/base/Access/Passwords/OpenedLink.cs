using Dashboard.Access.People;

namespace Dashboard.Access.Passwords;

/// <summary>A one-time link that works, and whose it is.</summary>
internal sealed record OpenedLink(string PersonId, string Email, Member Member);
