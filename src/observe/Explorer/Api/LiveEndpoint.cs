using Dashboard.Access;
using Dashboard.Access.Sessions;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Explorer.Api;

/// <summary><c>GET /api/live</c>: server-sent events, one <c>snapshot</c>, then <c>delta</c>s.</summary>
public static class LiveEndpoint
{
    public static void MapLive(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/live", Watch)
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .WithTags("Metrics")
            .WithSummary("Server-sent events: one snapshot of a live window, then the buckets that change, at most four times a second.");
        endpoints.MapHub<LiveHub>("/hubs/live").RequireAuthorization(Scopes.Policy(Scopes.Read));
    }

    private static IResult Watch(
        string? range, string? route, string? environment, HttpContext context, LiveViews views,
        CallerStanding standing, CancellationToken ct)
    {
        if (!LiveBody.TryFilter(context.User.Project(), range, route, environment, out var filter))
        {
            return Problems.BadQuery("range", "range must be 1h, 24h, 7d or 30d.");
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return new LiveStream(standing.WhileAsync(context.User, Scopes.Read, views.WatchAsync(filter, ct), ct));
    }
}
