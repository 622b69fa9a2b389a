namespace Dashboard.Access.Passwords;

/// <summary>What <c>GET /api/me</c> answers.</summary>
/// <param name="Actor">How the record names the caller.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Role">Of a person; null for a key.</param>
/// <param name="Scopes">What they may do.</param>
/// <param name="Email">The address that they sign in with; null where they have no password.</param>
internal sealed record MeAnswer(string Actor, string? Name, string? Role, IReadOnlyList<string> Scopes, string? Email);
