using Dashboard.Access.Authentication;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Access.SignIn;

/// <summary>How the cookie of a signed-in person behaves.</summary>
internal static class CookieSetup
{
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "dashboard";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionBook.Lifetime;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context =>
            Denials.WriteAsync(context.HttpContext, Denials.NotSignedIn(keyWasWrong: false));
        options.Events.OnRedirectToAccessDenied = context =>
            Denials.WriteAsync(context.HttpContext, Denials.MissingScope(scope: null));
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var ct = context.HttpContext.RequestAborted;
        var services = context.HttpContext.RequestServices;
        var sessions = services.GetRequiredService<SessionBook>();
        if (PersonIdentity.Read(context.Principal) is var (personId, session)
            && await services.GetRequiredService<PersonBook>().FindAsync(personId, ct) is { } person
            && await sessions.FindAsync(session, ct))
        {
            context.ReplacePrincipal(PersonIdentity.Of(person, session));
            await sessions.TouchAsync(session, ct);
        }
        else
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(AccessSchemes.Cookie);
        }
    }
}
