using System.Globalization;
using Dashboard.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Access.Authentication;

/// <summary>The refusals, each worded once, and how they are written.</summary>
internal static class Denials
{
    public static Denial NotSignedIn(bool keyWasWrong) => new(
        StatusCodes.Status401Unauthorized,
        "urn:dashboard:unauthenticated",
        "Not authenticated",
        (keyWasWrong ? "The API key is unknown, revoked or expired. " : "This needs an API key. ")
            + "Send a valid one as 'Authorization: Bearer KEY' or 'x-api-key: KEY'; make one with "
            + "'./dev keys create --scopes SCOPES'.");

    public static Denial MissingScope(string? scope) => new(
        StatusCodes.Status403Forbidden,
        "urn:dashboard:missing-scope",
        "Not allowed",
        scope is null
            ? "You are authenticated, but not allowed to do this."
            : $"This needs the scope '{scope}', which your key or role does not have. "
                + $"Make a key that has it: './dev keys create --scopes {scope}'.");

    public static Denial OtherProject(ProjectId project) => new(
        StatusCodes.Status403Forbidden,
        "urn:dashboard:other-project",
        "Not allowed",
        $"Your key belongs to project {project}. What belongs to other projects or to the whole installation (people, "
            + "sessions, retention, connections, prices) needs a key of project 1: './dev keys create --project 1'.");

    public static Denial TooManyFailures(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        "urn:dashboard:too-many-failures",
        "Too many failed attempts",
        "This address sent too many wrong keys or sign-in links. Correct the key, then try again after the time in "
            + "Retry-After.",
        wait);

    public static Denial LinkNotValid { get; } = new(
        StatusCodes.Status401Unauthorized,
        "urn:dashboard:link-not-valid",
        "This sign-in link does not work",
        "It was used already, is older than 15 minutes, or is incomplete. Make a new one with './dev signin'.");

    public static Denial PasswordNotValid { get; } = new(
        StatusCodes.Status401Unauthorized,
        "urn:dashboard:password-not-valid",
        "This did not work",
        "The e-mail address or the password is wrong. An administrator can make you a link to a new password.");

    public static Denial TooManyTries(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        "urn:dashboard:too-many-failures",
        "Too many tries",
        $"Wait {Math.Ceiling(wait.TotalMinutes):0} min, or ask an administrator for a link to a new password.",
        wait);

    public static Denial Busy { get; } = new(
        StatusCodes.Status429TooManyRequests,
        "urn:dashboard:busy",
        "Too many people sign in at this moment",
        "Try again in a few seconds.",
        TimeSpan.FromSeconds(2));

    public static Denial NotSameOrigin { get; } = new(
        StatusCodes.Status403Forbidden,
        "urn:dashboard:foreign-origin",
        "Refused: the request comes from another site",
        "The Origin header names another site. Open the console at the address in DASHBOARD_PUBLIC_URL or "
            + "DASHBOARD_URL.");

    public static Denial NoAntiforgeryToken { get; } = new(
        StatusCodes.Status400BadRequest,
        "urn:dashboard:antiforgery",
        "The antiforgery token is missing or wrong",
        "A write with a cookie needs the token that 'GET /api/antiforgery' returns, in the header 'x-csrf-token'. "
            + "A write with an API key needs none.");

    public static async Task WriteAsync(HttpContext context, Denial denial)
    {
        var response = context.Response;
        response.StatusCode = denial.Status;
        if (denial.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer realm=\"dashboard\"";
        }

        if (denial.RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<DenialWriter>() is { } writer)
        {
            await writer.WriteBodyAsync(context, denial);
            return;
        }

        await response.WriteAsJsonAsync(
            new ProblemDetails
            {
                Status = denial.Status,
                Type = denial.Type,
                Title = denial.Title,
                Detail = denial.Detail,
            },
            options: null,
            contentType: "application/problem+json",
            context.RequestAborted);
    }
}
