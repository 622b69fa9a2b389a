using Dashboard.Access;
using Dashboard.HttpApi;
using Dashboard.Ingest.Grpc;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Web.Security;

/// <summary>
/// Answers to its own names only, so that a foreign name that leads to this machine (DNS rebinding) opens nothing. On
/// only where the settings name a public address or hosts; <c>/healthz</c> is always answered.
/// </summary>
internal static class HostFilter
{
    private static readonly string[] _loopback = ["localhost", "127.0.0.1", "[::1]"];

    public static void UseHostFilter(this WebApplication app, WebOptions options)
    {
        var given = app.Services.GetService<PublicAddress>()?.Given;
        if (given is null && options.AllowedHosts.Length == 0)
        {
            return;
        }

        var hosts = Hosts(options, given);
        var grpc = app.Configuration.Get<OtlpGrpcOptions>()?.Port;
        app.Use((context, next) =>
            HostString.MatchesAny(new StringSegment(context.Request.Host.Host), hosts)
            || context.Request.Path == "/healthz"
            || (grpc is not null && context.Connection.LocalPort == grpc)
                ? next(context)
                : RefuseAsync(context));
    }

    /// <summary>Those that are named, and the one that the console itself listens on.</summary>
    private static List<StringSegment> Hosts(WebOptions options, string? given)
    {
        var hosts = WebOptions.Split(options.AllowedHosts).ToList();
        if (given is not null)
        {
            hosts.Add(new Uri(given).Host);
        }

        if (Uri.TryCreate(options.Url, UriKind.Absolute, out var own) && own.Host is not ("0.0.0.0" or "[::]"))
        {
            hosts.AddRange(own.IsLoopback ? _loopback : [own.Host]);
        }

        return [.. hosts.Select(host => new StringSegment(host))];
    }

    private static Task RefuseAsync(HttpContext context) => Problems.Of(
        StatusCodes.Status400BadRequest, "unknown-host", "Unknown host",
        $"This console does not answer to the host '{context.Request.Host.Host}'. Open it by its own name, or add this "
        + $"one to {WebOptions.AllowedHostsSetting}.").ExecuteAsync(context);
}
