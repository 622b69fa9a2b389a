namespace Dashboard.Web.Settings.Account;

/// <summary>What somebody typed to change their password.</summary>
public sealed record PasswordDraft(string Former, string Next);
