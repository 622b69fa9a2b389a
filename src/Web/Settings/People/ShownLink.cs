namespace Dashboard.Web.Settings.People;

/// <summary>A one-time link that is shown once.</summary>
public sealed record ShownLink(string Title, string Url, DateTimeOffset ExpiresAt, bool IsInvitation);
