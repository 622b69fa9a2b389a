namespace Dashboard.Access.OAuth;

/// <summary>Where a provider answers.</summary>
/// <param name="Issuer">Who vouches; subjects are unique for it alone.</param>
/// <param name="Authorization">Where people are sent.</param>
/// <param name="Token">Where a code is changed for a token.</param>
/// <param name="UserInfo">Who the owner of a token is.</param>
internal sealed record ProviderEndpoints(string Issuer, string Authorization, string Token, string UserInfo)
{
    /// <summary>
    /// Whether secrets may be sent there: https, or this machine itself. Codes, tokens and addresses never travel in
    /// the clear.
    /// </summary>
    public static bool IsSafe(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;
}
