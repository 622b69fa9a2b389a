using System.Text.Json.Serialization;

namespace Dashboard.Access.Passwords;

/// <summary>What the page of a one-time link posts; the name where it is an invitation.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record JoinRequest(string? Token, string? Name, string? Password);
