using Dashboard.Access.Authentication;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Access.SignIn;

/// <summary>How the cookie of a signed-in person behaves.</summary>
internal static class CookieSetup
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(30);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "dashboard";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = _lifetime;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context =>
            Denials.WriteAsync(context.HttpContext, Denials.NotSignedIn(keyWasWrong: false));
        options.Events.OnRedirectToAccessDenied = context =>
            Denials.WriteAsync(context.HttpContext, Denials.MissingScope(scope: null));
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (People.FromCookie(context.Principal) is { } person)
        {
            context.ReplacePrincipal(person);
        }
        else
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(AccessSchemes.Cookie);
        }
    }
}
