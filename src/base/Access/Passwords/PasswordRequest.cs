using System.Text.Json.Serialization;

namespace Dashboard.Access.Passwords;

/// <summary>What the sign-in page posts: an address, a password, and the page that the person wanted.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record PasswordRequest(string? Email, string? Password, string? Return);
