using System.Security.Cryptography;
using Dashboard.Access.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Access.SignIn;

/// <summary>
/// Recognises browsers in which somebody has signed in before, by a cookie that stays when they sign out (OWASP calls it
/// a device cookie). It signs nobody in: it only says whose tries with a password are not a stranger's, so that strangers
/// cannot lock people out.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection)
{
    private const string CookieName = "dashboard-known";
    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector =
        protection.CreateProtector("known-browser").ToTimeLimitedDataProtector();

    /// <summary>Makes the browser a known one of this person.</summary>
    public void Remember(HttpContext http, string personId) => http.Response.Cookies.Append(
        CookieName,
        _protector.Protect($"{personId} {RandomNumberGenerator.GetHexString(16, lowercase: true)}", _lifetime),
        new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = _lifetime,
            Path = AccessPaths.SignIn,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        });

    /// <summary>Whose browser it is: of a session that lasts, or of the cookie; null for a stranger's.</summary>
    public KnownBrowser? Find(HttpContext http)
    {
        if (http.User.SessionId() is { } session && Person.IdOf(http.User.Actor()) is { } signedIn)
        {
            return new KnownBrowser(signedIn, "session:" + session);
        }

        if (http.Request.Cookies[CookieName] is not { Length: > 0 } cookie)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(cookie).Split(' ') is [var personId, var id]
                ? new KnownBrowser(personId, "browser:" + id)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
