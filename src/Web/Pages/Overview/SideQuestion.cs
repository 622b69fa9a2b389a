namespace Dashboard.Web.Pages.Overview;

/// <summary>Which two versions of the focused route are compared, and where one follows the other.</summary>
/// <param name="Serving">The one that serves.</param>
/// <param name="Former">The one before.</param>
/// <param name="Since">When the serving one took over.</param>
/// <param name="From">Where the calls of the serving one begin: a step's start.</param>
/// <param name="Until">Where those of the former one end: later by a step where it changed within one.</param>
/// <param name="InSections">Whether the steps cannot say how sure the numbers are.</param>
internal sealed record SideQuestion(
    VersionName Serving, VersionName Former, DateTimeOffset Since, DateTimeOffset From, DateTimeOffset Until,
    bool InSections = false);
