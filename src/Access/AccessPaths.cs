namespace Dashboard.Access;

/// <summary>The addresses at which people come and go.</summary>
public static class AccessPaths
{
    /// <summary>GET: the sign-in page. POST: consumes the token of a one-time link.</summary>
    public const string SignIn = "/signin";

    /// <summary>POST, with an antiforgery token: removes the cookie and leads back to the sign-in page.</summary>
    public const string SignOut = "/signout";
}
