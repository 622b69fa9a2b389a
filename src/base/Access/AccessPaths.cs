namespace Dashboard.Access;

/// <summary>The addresses at which people come and go.</summary>
public static class AccessPaths
{
    /// <summary>GET: the sign-in page. POST: consumes the token of a one-time link.</summary>
    public const string SignIn = "/signin";

    /// <summary>GET: the page of an invitation, which is in the fragment. POST: joins.</summary>
    public const string Join = "/signin/join";

    /// <summary>GET: the page of a link to a new password, which is in the fragment. POST: sets the password.</summary>
    public const string Reset = "/signin/reset";

    /// <summary>GET: leads to the provider that the settings name. Open it with the wanted page as <c>return</c>.</summary>
    public const string OAuth = "/signin/oauth";

    /// <summary>GET: where the provider leads back to; registered there.</summary>
    public const string OAuthCallback = "/signin/oauth/callback";

    /// <summary>POST, with an antiforgery token: removes the cookie and leads back to the sign-in page.</summary>
    public const string SignOut = "/signout";
}
