namespace Dashboard.Web.Pages.Overview;

/// <summary>A version that is asked for, which may be the one without a name.</summary>
internal sealed record VersionName(string? Name);
