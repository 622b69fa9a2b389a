using System.Text.Json;
using Dashboard.Access;
using Dashboard.Deployments.Serving;
using Dashboard.Gateway.Requests;
using Dashboard.Quota.Admission;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Door;

/// <summary>
/// <c>GET /v1/models</c> and <c>/v1/models/{id}</c>: the routes that the key may call, as OpenAI lists its models. A
/// route
/// has no date in OpenAI's sense, so <c>created</c> is 0.
/// </summary>
internal sealed class ModelsEndpoint(RouteTable routes, IAdmission admission)
{
    public async Task ListAsync(HttpContext http)
    {
        var (project, key) = (http.User.Project(), http.User.Actor());
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var route in routes.Current.Routes
            .Where(route => route.Project == project && admission.Allows(project, key, route.Route))
            .OrderBy(route => route.Route, StringComparer.Ordinal))
        {
            Write(json, route);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    public async Task GetAsync(HttpContext http)
    {
        var id = http.Request.RouteValues["id"] as string ?? "";
        var route = routes.Current.Find(http.User.Project(), id);
        if (route is null || !admission.Allows(route.Project, http.User.Actor(), route.Route))
        {
            await OpenAiError.NoSuchModel(Names.Clean(id) ?? "").WriteAsync(http);
            return;
        }

        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        Write(json, route);
        await json.FlushAsync(http.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, ServingRoute route)
    {
        json.WriteStartObject();
        json.WriteString("id", route.Route);
        json.WriteString("object", "model");
        json.WriteNumber("created", 0);
        json.WriteString("owned_by", "gateway");
        json.WriteEndObject();
    }
}
