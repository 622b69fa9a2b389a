using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// What a page needs merged: equal questions share one answer, so it holds steps and no present moment.
/// </summary>
internal sealed record MergedQuestion(
    ProjectId Project,
    string? Environment,
    string? Route,
    DateTimeOffset From,
    DateTimeOffset To,
    MetricsStep Step,
    TimeZoneInfo Zone,
    SideQuestion? Sides,
    DateTimeOffset? MixedFrom)
{
    /// <summary>The question of a window with a route in focus (null for all).</summary>
    public static MergedQuestion Of(
        LiveWindow window,
        ProjectId project,
        string? environment,
        string? focus,
        TimeZoneInfo zone,
        RouteStanding? standing = null)
    {
        var buckets = window.Buckets(focus);
        var serving = focus is null ? null
            : standing is null ? Serving.Of(buckets)
            : Serving.Of(standing, window);
        var sides = serving is { HasFormer: true }
            ? new SideQuestion(new VersionName(serving.Version), new VersionName(serving.Former), serving.Since, serving.SinceStep,
                serving.SinceStep == serving.Since ? serving.Since : serving.SinceStep + window.StepLength,
                Comparison.NeedsSections(buckets, serving))
            : null;
        var mixed = buckets.FirstOrDefault(bucket => bucket.IsMixed)?.Start;
        return new MergedQuestion(project, environment, focus, window.From, window.To, window.Step, zone, sides, mixed);
    }
}
