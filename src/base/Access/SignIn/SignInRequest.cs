using System.Text.Json.Serialization;

namespace Dashboard.Access.SignIn;

/// <summary>What the sign-in page posts: the token of the link, and the page that the person wanted.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record SignInRequest(string? Token, string? Return);
