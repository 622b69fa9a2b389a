namespace Dashboard.Access.Passwords;

/// <summary>The body of <c>PUT /api/me/password</c>.</summary>
internal sealed record ChangePassword(string? OldPassword, string? NewPassword);
