using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Access.Authentication;

/// <summary>
/// Answers what the authorization middleware refused: a browser that asks for a page goes to the sign-in page, everyone
/// else gets a <see cref="Denial"/>, which names the missing scope.
/// </summary>
internal sealed class DenialResultHandler : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Challenged && RequestKind.IsPage(context.Request))
        {
            var back = context.Request.Path + context.Request.QueryString;
            context.Response.Redirect(AccessPaths.SignIn + "?return=" + Uri.EscapeDataString(back));
            return Task.CompletedTask;
        }

        if (authorizeResult.Forbidden)
        {
            var missing = policy.Requirements.OfType<ScopeRequirement>()
                .FirstOrDefault(requirement => !context.User.Has(requirement.Scope));
            return Denials.WriteAsync(context, Denials.MissingScope(missing?.Scope));
        }

        return _default.HandleAsync(next, context, policy, authorizeResult);
    }
}
