using Microsoft.Extensions.Configuration;

namespace Dashboard.Access.OAuth;

/// <summary>What the environment says about a provider of identities: OpenID Connect, or plain OAuth 2.0.</summary>
public sealed record ProviderSettings
{
    /// <summary>What every setting's name begins with.</summary>
    public const string Prefix = "DASHBOARD_OAUTH_";

    /// <summary>As in "Sign in with NAME".</summary>
    [ConfigurationKeyName(Prefix + "NAME")]
    public string Name { get; init; } = "";

    /// <summary>
    /// An OpenID Connect issuer, whose discovery document names the addresses; empty where they are given.
    /// </summary>
    [ConfigurationKeyName(Prefix + "AUTHORITY")]
    public string Authority { get; init; } = "";

    /// <summary>Where people are sent to sign in.</summary>
    [ConfigurationKeyName(Prefix + "AUTHORIZATION_URL")]
    public string AuthorizationUrl { get; init; } = "";

    /// <summary>Where a code is changed for a token.</summary>
    [ConfigurationKeyName(Prefix + "TOKEN_URL")]
    public string TokenUrl { get; init; } = "";

    /// <summary>Who the owner of a token is.</summary>
    [ConfigurationKeyName(Prefix + "USERINFO_URL")]
    public string UserInfoUrl { get; init; } = "";

    /// <summary>
    /// A list of the owner's addresses in GitHub's form, each with <c>email</c>, <c>primary</c> and <c>verified</c>;
    /// for providers whose user information does not say whether the address is verified.
    /// </summary>
    [ConfigurationKeyName(Prefix + "EMAILS_URL")]
    public string EmailsUrl { get; init; } = "";

    /// <summary>As registered there.</summary>
    [ConfigurationKeyName(Prefix + "CLIENT_ID")]
    public string ClientId { get; init; } = "";

    /// <summary>As registered there.</summary>
    [ConfigurationKeyName(Prefix + "CLIENT_SECRET")]
    public string ClientSecret { get; init; } = "";

    /// <summary>What is asked for, between spaces.</summary>
    [ConfigurationKeyName(Prefix + "SCOPES")]
    public string Scopes { get; init; } = "openid email profile";

    /// <summary>
    /// The address of this console's answer as people's browsers reach it and the provider knows it, where a proxy
    /// changes it; empty for the one that a request came to.
    /// </summary>
    [ConfigurationKeyName(Prefix + "REDIRECT_URL")]
    public string RedirectUrl { get; init; } = "";

    /// <summary>The claim that names an account for good.</summary>
    [ConfigurationKeyName(Prefix + "CLAIM_ID")]
    public string IdClaim { get; init; } = "sub";

    /// <summary>The claim with the e-mail address.</summary>
    [ConfigurationKeyName(Prefix + "CLAIM_EMAIL")]
    public string EmailClaim { get; init; } = "email";

    /// <summary>The claim that says whether the address is verified.</summary>
    [ConfigurationKeyName(Prefix + "CLAIM_VERIFIED")]
    public string VerifiedClaim { get; init; } = "email_verified";

    /// <summary>The claim with the name.</summary>
    [ConfigurationKeyName(Prefix + "CLAIM_NAME")]
    public string NameClaim { get; init; } = "name";

    /// <summary>
    /// Domains, between commas, whose verified addresses need no invitation; empty for none, which is the default.
    /// </summary>
    [ConfigurationKeyName(Prefix + "DOMAINS")]
    public string Domains { get; init; } = "";

    /// <summary>The role of whoever comes by such an address for the first time.</summary>
    [ConfigurationKeyName(Prefix + "DOMAIN_ROLE")]
    public string DomainRole { get; init; } = "";

    /// <summary>Whether there is a provider at all: whether anything but a default was set.</summary>
    public bool IsConfigured => this != new ProviderSettings();

    /// <summary>What the environment says.</summary>
    public static ProviderSettings From(IConfiguration configuration) =>
        configuration.Get<ProviderSettings>() ?? new ProviderSettings();

    /// <summary>The role that an address brings along without an invitation; null for none.</summary>
    internal Role? RoleFor(string email)
    {
        var domain = email[(email.LastIndexOf('@') + 1)..];
        return Split(Domains, ',').Contains(domain, StringComparer.OrdinalIgnoreCase)
            ? RoleNames.Parse(DomainRole)
            : null;
    }

    internal static string[] Split(string text, char separator) =>
        text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
