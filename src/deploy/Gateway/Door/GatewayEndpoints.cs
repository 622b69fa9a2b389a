using Dashboard.Access;
using Dashboard.Access.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Gateway.Door;

/// <summary>
/// The paths of OpenAI's interface (https://platform.openai.com/docs/api-reference) that are served, and Anthropic's.
/// </summary>
internal static class GatewayEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var calls = endpoints.ServiceProvider.GetRequiredService<CallHandler>();
        var models = endpoints.ServiceProvider.GetRequiredService<ModelsEndpoint>();
        var group = endpoints.MapGroup("")
            .RequireAuthorization(Scopes.Policy(Scopes.Gateway))
            .WithTags("Gateway")

            // Bodies are counted while they are read, and refused in OpenAI's words.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithMetadata(new DenialWriter((http, denial) => OpenAiError.Of(denial).WriteBodyAsync(http)));

        foreach (var surface in Surfaces.All)
        {
            Describe(group.MapPost(surface.Path(), (Delegate)((HttpContext http) => calls.HandleAsync(http, surface))))
                .WithSummary(surface.Summary())
                .Produces(StatusCodes.Status413PayloadTooLarge)
                .Produces(StatusCodes.Status429TooManyRequests)
                .Produces(StatusCodes.Status502BadGateway)
                .Produces(StatusCodes.Status504GatewayTimeout);
        }

        Describe(group.MapGet("/v1/models", (Delegate)models.ListAsync)).WithSummary("List the routes of the project");
        Describe(group.MapGet("/v1/models/{id}", (Delegate)models.GetAsync)).WithSummary("One route of the project");
        group.Map("/v1/{**path}", (Delegate)UnknownAsync).ExcludeFromDescription();
        foreach (var path in NearMisses.Doors)
        {
            group.Map(path, (Delegate)UnknownAsync).ExcludeFromDescription();
        }
    }

    private static Task UnknownAsync(HttpContext http)
    {
        var called = $"{http.Request.Method} {Requests.Names.Clean(http.Request.Path.Value)}";
        return OpenAiError.NotFound(NearMisses.Meant(http.Request.Path) is { } meant
            ? $"There is no '{called}' here. Use '{Method(meant)} {meant}' with a route's name as 'model': the base URL "
                + "of an OpenAI client ends in '/v1'."
            : $"There is no '{called}' here. Served are POST "
                + string.Join(", ", Surfaces.All.Select(surface => surface.Path())) + " and GET /v1/models.")
            .WriteAsync(http);
    }

    private static string Method(string path) => path == "/v1/models" ? HttpMethods.Get : HttpMethods.Post;

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .Produces(StatusCodes.Status200OK)
        .Produces(StatusCodes.Status400BadRequest)
        .Produces(StatusCodes.Status401Unauthorized)
        .Produces(StatusCodes.Status404NotFound);
}
