using Microsoft.Extensions.Options;

namespace Dashboard.Web.Verbs;

/// <summary>The address at which a person on this machine opens the console.</summary>
internal static class ConsoleUrl
{
    /// <summary>Of a server that has started: its real port, also where port 0 asked for a free one.</summary>
    public static string Of(WebApplication app)
    {
        var configured = new Uri(Of(app.Services.GetRequiredService<IOptions<WebOptions>>().Value));
        var bound = app.Urls.Select(Openable)
            .FirstOrDefault(url => configured.Port == 0 || new Uri(url).Port == configured.Port);
        return bound ?? Openable(configured.ToString());
    }

    /// <summary>Of the server that these settings describe, running or not.</summary>
    public static string Of(WebOptions options) => Openable(options.Url);

    /// <summary>"Every address" can be listened on, but not opened.</summary>
    private static string Openable(string url)
    {
        foreach (var any in (ReadOnlySpan<string>)["://*", "://+", "://0.0.0.0", "://[::]"])
        {
            url = url.Replace(any, "://localhost", StringComparison.Ordinal);
        }

        return url.TrimEnd('/');
    }
}
