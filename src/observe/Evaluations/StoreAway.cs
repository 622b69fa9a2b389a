using Dashboard.HttpApi;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Evaluations;

/// <summary>What is answered while the database is away: nothing was stored, and coming again helps.</summary>
internal static class StoreAway
{
    private const string RetrySeconds = "1";

    public static IResult Answer(HttpContext http)
    {
        http.Response.Headers.RetryAfter = RetrySeconds;
        return Problems.Of(
            StatusCodes.Status503ServiceUnavailable, "unavailable", "Not now",
            "The database takes nothing now: send the same again after the time in Retry-After. With an id it counts once.");
    }
}
