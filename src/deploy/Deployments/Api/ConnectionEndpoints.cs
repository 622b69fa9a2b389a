using Dashboard.Access;
using Dashboard.Deployments.Connections;
using Dashboard.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Deployments.Api;

/// <summary><c>/api/connections</c>, for administrators of project 1.</summary>
internal static class ConnectionEndpoints
{
    public static void MapConnections(this IEndpointRouteBuilder endpoints)
    {
        var connections = endpoints.MapGroup("/api/connections")
            .WithTags("Deployments")
            .RequireAuthorization(Scopes.Policy(Scopes.Admin))
            .RequireFirstProject();
        connections.MapGet(
            "", (ConnectionDesk desk, UpstreamKeys keys) => new ItemList<ConnectionBody>(
                [.. desk.List().Select(connection => ConnectionBody.Of(connection, keys))]))
            .WithSummary("Every place that the gateway may call, or might once.");
        connections.MapPost("", ApproveAsync)
            .Produces<ConnectionBody>(StatusCodes.Status201Created)
            .Produces<ConnectionBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Allows the gateway to call a base URL and to send it the value of one environment variable.");
        connections.MapPost("/{name}/retire", RetireAsync)
            .Produces<ConnectionBody>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Withdraws a connection over which nothing is served.");
    }

    private static async Task<IResult> ApproveAsync(
        ApproveConnection command,
        ConnectionDesk desk,
        UpstreamKeys keys,
        HttpContext http,
        CancellationToken ct) =>
        Answer(
            await desk.ApproveAsync(command, new EventContext(http.User.Actor(), null, http.TraceIdentifier), ct),
            keys,
            isCreation: true);

    private static async Task<IResult> RetireAsync(
        string name,
        RetireCommand? command,
        ConnectionDesk desk,
        UpstreamKeys keys,
        HttpContext http,
        CancellationToken ct) =>
        Answer(
            await desk.RetireAsync(
                name, new EventContext(http.User.Actor(), command?.Reason, http.TraceIdentifier), ct),
            keys,
            isCreation: false);

    private static IResult Answer(ConnectionResult result, UpstreamKeys keys, bool isCreation) => result switch
    {
        ConnectionResult.Done(var connection, var isNew) => Results.Json(
            ConnectionBody.Of(connection, keys),
            statusCode: isNew && isCreation ? StatusCodes.Status201Created : StatusCodes.Status200OK),
        ConnectionResult.Refused(var problem) => ProblemAnswers.Of(problem, "connection"),
        _ => throw new InvalidOperationException($"Unexpected {result}."),
    };
}
