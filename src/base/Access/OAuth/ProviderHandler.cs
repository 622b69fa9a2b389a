using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Access.OAuth;

/// <summary>
/// The framework's authorization code flow (RFC 6749, with PKCE, RFC 7636) for the provider of the settings. State,
/// correlation and the code's verifier are the framework's; where the provider answers and who came is found out here.
/// </summary>
internal sealed class ProviderHandler(
    IOptionsMonitor<ProviderOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ProviderSettings settings,
    ProviderDirectory directory,
    PublicAddress address)
    : OAuthHandler<ProviderOptions>(options, logger, encoder)
{
    /// <summary>Who vouches for the identity that comes in.</summary>
    public const string IssuerClaim = "issuer";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await FindAsync();
        await base.HandleChallengeAsync(properties);
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        await FindAsync();
        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        base.BuildChallengeUrl(properties, OwnAddress(redirectUri));

    protected override Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context) =>
        base.ExchangeCodeAsync(new OAuthCodeExchangeContext(
            context.Properties, context.Code, OwnAddress(context.RedirectUri)));

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var endpoints = await FindAsync();
        var userInfo = await AskAsync(endpoints.UserInfo, tokens);
        var emails = settings.EmailsUrl.Length > 0 ? await AskAsync(settings.EmailsUrl, tokens) : (JsonElement?)null;
        var account = ProviderAccount.Read(userInfo, emails, settings);
        identity.AddClaim(new Claim(IssuerClaim, endpoints.Issuer));
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, account.Subject));
        AddIfKnown(identity, ClaimTypes.Email, account.VerifiedEmail);
        AddIfKnown(identity, ClaimTypes.Name, account.Name);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    // The same for everybody, so it does no harm that requests at the same time all write it.
    private async Task<ProviderEndpoints> FindAsync()
    {
        var endpoints = await directory.FindAsync(Backchannel, Context.RequestAborted);
        (Options.AuthorizationEndpoint, Options.TokenEndpoint) = (endpoints.Authorization, endpoints.Token);
        return endpoints;
    }

    private async Task<JsonElement> AskAsync(string url, OAuthTokenResponse tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await Backchannel.SendAsync(request, Context.RequestAborted);
        answer.EnsureSuccessStatusCode();
        return LenientJson.ParseElement(await answer.Content.ReadAsStringAsync(Context.RequestAborted));
    }

    // Without either, the provider itself compares the address of the request with those that are registered there.
    private string OwnAddress(string requested) =>
        settings.RedirectUrl.Length > 0 ? settings.RedirectUrl
        : address.Given is { } given ? given + AccessPaths.OAuthCallback
        : requested;

    private static void AddIfKnown(ClaimsIdentity identity, string type, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            identity.AddClaim(new Claim(type, value.Trim()));
        }
    }
}
