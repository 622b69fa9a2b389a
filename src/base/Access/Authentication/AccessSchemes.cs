namespace Dashboard.Access.Authentication;

/// <summary>The ways in which a request says who makes it.</summary>
internal static class AccessSchemes
{
    /// <summary>Chooses between key and cookie by path and headers; the default scheme.</summary>
    public const string Any = "Access";

    /// <summary>An API key in a header.</summary>
    public const string ApiKey = "ApiKey";

    /// <summary>Somebody for whom a provider elsewhere vouches; ends in a cookie.</summary>
    public const string OAuth = "OAuth";

    /// <summary>The cookie of a person who signed in.</summary>
    public const string Cookie = "Cookie";
}
