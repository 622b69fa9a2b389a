using Dashboard.Access;

namespace Dashboard.Web.Verbs;

/// <summary>The address at which a person opens the console.</summary>
internal static class ConsoleUrl
{
    /// <summary>Of a server that has started: its real port, also where port 0 asked for a free one.</summary>
    public static string Of(WebApplication app) => app.Services.GetRequiredService<PublicAddress>().Url;

    /// <summary>Of the server that these settings describe, running or not.</summary>
    public static string Of(WebOptions options) => PublicAddress.LocalOf(options.Url, []);
}
