using Dashboard.Deployments.Routes;
using Dashboard.Events;

namespace Dashboard.Web.Pages.Overview;

/// <summary>Whose last good numbers are asked for. Equal questions share one answer.</summary>
internal sealed record LastGoodQuestion(ProjectId Project, string? Environment, string Route, ServingPeriod Period);
