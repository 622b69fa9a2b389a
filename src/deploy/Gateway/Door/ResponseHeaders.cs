using System.Globalization;
using Dashboard.Events;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Door;

/// <summary>The headers of an answer: ours, and those of the provider that say something about it.</summary>
internal static class ResponseHeaders
{
    private const string UpstreamRequestId = "x-request-id";

    private static readonly string[] _passed = ["openai-processing-ms", "openai-version", "openai-model"];
    private static readonly string[] _passedOnErrors = ["retry-after", "retry-after-ms", "x-should-retry"];

    /// <summary>Says who answered and what it took.</summary>
    public static void Write(GatewayCall call)
    {
        var headers = call.Http.Response.Headers;
        headers["x-gateway-route"] = call.Route.Route;
        headers["x-gateway-model-version"] = call.Target.Version.Version;
        headers["x-gateway-revision"] = call.Route.Revision.ToString(CultureInfo.InvariantCulture);
        headers["x-gateway-overhead-ms"] =
            call.Overhead.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);
    }

    /// <param name="headers">The answer's.</param>
    /// <param name="attempts">How often a version was asked, the answered time included.</param>
    public static void WriteAttempts(IHeaderDictionary headers, int attempts) =>
        headers["x-gateway-attempts"] = attempts.ToString(CultureInfo.InvariantCulture);

    /// <summary>Says what it cost, where that is known.</summary>
    public static void WriteCost(IHeaderDictionary headers, Nanodollars? cost)
    {
        if (cost is { } amount)
        {
            headers["x-gateway-cost-usd"] = amount.ToString();
        }
    }

    /// <summary>Passes on what the provider said about its answer.</summary>
    public static void Pass(GatewayCall call, HttpResponseMessage from)
    {
        var headers = call.Http.Response.Headers;
        var id = Value(from, UpstreamRequestId);
        call.UpstreamRequestId = Requests.Names.Clean(id);
        if (call.Http.Response.HasStarted)
        {
            return;
        }

        if (id is not null)
        {
            headers["x-upstream-request-id"] = id;
        }

        Pass(from, headers, _passed);
        if (!from.IsSuccessStatusCode)
        {
            Pass(from, headers, _passedOnErrors);
        }
    }

    private static void Pass(HttpResponseMessage from, IHeaderDictionary to, string[] names)
    {
        foreach (var name in names)
        {
            if (Value(from, name) is { } value)
            {
                to[name] = value;
            }
        }
    }

    // A header of several lines or with control characters is nothing to pass on.
    private static string? Value(HttpResponseMessage from, string name) =>
        from.Headers.NonValidated.TryGetValues(name, out var values)
            && values.ToString() is { Length: > 0 and < 512 } text
            && text.All(character => character is >= ' ' and < '\u007F') ? text : null;
}
