using Dashboard.Access.Authentication;
using Dashboard.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Access;

/// <summary>Keeps what all projects share to those of the first one.</summary>
public static class InstallationGuard
{
    /// <summary>
    /// Besides the scope that the endpoints demand, the caller must be of project 1; a key of another project gets 403.
    /// </summary>
    public static TBuilder RequireFirstProject<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) =>
            context.HttpContext.User.Project() == ProjectId.First
                ? await next(context)
                : new DenialResult(Denials.OtherProject(context.HttpContext.User.Project())));

    /// <summary>The answer to somebody who asks for a project that they do not administer.</summary>
    public static IResult OtherProject(HttpContext http) => new DenialResult(Denials.OtherProject(http.User.Project()));
}
