using Microsoft.AspNetCore.Http;

namespace Dashboard.Telemetry.Pricing.Api;

/// <summary>Why a price or a list of prices is refused, as RFC 9457 wants it.</summary>
internal static class PriceProblem
{
    public static IResult InvalidPrice(IReadOnlyList<string> faults) => Results.Problem(
        string.Join(' ', faults),
        statusCode: StatusCodes.Status400BadRequest,
        title: "The price is not valid",
        type: "urn:dashboard:invalid-price",
        extensions: new Dictionary<string, object?> { ["errors"] = faults });

    public static IResult InvalidList(string detail) => Results.Problem(
        detail,
        statusCode: StatusCodes.Status400BadRequest,
        title: "The list of prices is not valid",
        type: "urn:dashboard:invalid-price-list");

    public static IResult BadQuery(string detail) => Results.Problem(
        detail,
        statusCode: StatusCodes.Status400BadRequest,
        title: "The question cannot be answered",
        type: "urn:dashboard:bad-query");

    public static IResult TooLarge(int mostBytes) => Results.Problem(
        $"The body may have at most {mostBytes:N0} bytes.",
        statusCode: StatusCodes.Status413PayloadTooLarge,
        title: "The body is too large",
        type: "urn:dashboard:too-large");
}
