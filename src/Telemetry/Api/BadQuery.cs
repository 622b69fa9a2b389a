using Microsoft.AspNetCore.Http;

namespace Dashboard.Telemetry.Api;

/// <summary>The answer to a question that cannot be answered as it was asked.</summary>
internal static class BadQuery
{
    /// <param name="detail">Says what to change.</param>
    public static IResult Problem(string detail) => Results.Problem(
        detail, statusCode: StatusCodes.Status400BadRequest, title: "The question cannot be answered",
        type: "urn:dashboard:bad-query");
}
