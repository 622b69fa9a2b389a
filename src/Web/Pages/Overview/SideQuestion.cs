namespace Dashboard.Web.Pages.Overview;

/// <summary>Which two versions of the focused route are compared, and where one follows the other.</summary>
internal sealed record SideQuestion(VersionName Serving, VersionName Former, DateTimeOffset Since);
