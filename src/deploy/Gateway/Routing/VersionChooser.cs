using Dashboard.Deployments.Serving;
using Dashboard.Gateway.Door;
using Dashboard.Gateway.Requests;

namespace Dashboard.Gateway.Routing;

/// <summary>
/// Which version answers: the one that the caller forces, the one that made the response it continues, or the one that
/// the
/// route's split gives it.
/// </summary>
internal static class VersionChooser
{
    /// <summary>The plan, or why there is none.</summary>
    /// <param name="snapshot">What is served.</param>
    /// <param name="call">With its route, request, session and user.</param>
    /// <param name="forced">Our name of a version; null for the split's choice.</param>
    /// <param name="pins">Which version made which response.</param>
    /// <param name="plan">The plan.</param>
    public static OpenAiError? Choose(
        RouteSnapshot snapshot, GatewayCall call, string? forced, ResponsePins pins, out VersionPlan plan)
    {
        var route = call.Route;
        plan = default;
        if (forced is not null)
        {
            if (snapshot.FindVersion(call.Project, route.Model, forced) is not { } version)
            {
                return OpenAiError.NoSuchVersion(route.Model, Names.Clean(forced) ?? "");
            }

            plan = new VersionPlan(version, [], Sticky: false);
            return null;
        }

        // Only its maker knows what came before.
        if (call.Request.PreviousResponseId is { } previous
            && pins.Find(call.Project, previous) is { } maker && maker.Model == route.Model
            && snapshot.FindVersion(call.Project, maker.Model, maker.Version) is { } pinned)
        {
            plan = new VersionPlan(pinned, [], Sticky: true);
            return null;
        }

        var sticky = StickyKey(call);
        var first = route.Choose(sticky);
        plan = new VersionPlan(first, Others(route, first), sticky is not null);
        return null;
    }

    /// <summary>Without a session or user the key keeps the caller on one side.</summary>
    private static string? StickyKey(GatewayCall call) => call.Route.Sticky switch
    {
        StickyBy.Session => call.SessionId ?? call.Key,
        StickyBy.User => call.UserId ?? call.Key,
        StickyBy.Key => call.Key,
        _ => null,
    };

    private static IReadOnlyList<ServingVersion> Others(ServingRoute route, ServingVersion first) =>
        route.Split.Count == 1
            ? []
            :
            [
                .. route.Split
                    .Where(other => other != first && other.Weight > 0 && other.IsAnthropic == first.IsAnthropic)
                    .OrderByDescending(other => other.Weight),
            ];
}
