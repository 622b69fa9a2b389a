using Microsoft.Extensions.Options;

namespace Dashboard.Access.OAuth;

/// <summary>
/// Refuses to start with a provider that could not work, or would not keep anyone out; says all that is wrong.
/// </summary>
internal sealed class ProviderSettingsValidator : IValidateOptions<ProviderSettings>
{
    private const string Name = ProviderSettings.Prefix;
    private const string Registered = "it is given where this console is registered with the provider.";
    private const int LongestName = 40;

    public ValidateOptionsResult Validate(string? name, ProviderSettings settings)
    {
        var faults = settings.IsConfigured ? Faults(settings).ToList() : [];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ProviderSettings settings) =>
    [
        .. Missing(settings), .. Addresses(settings), .. Claims(settings), .. Newcomers(settings),
    ];

    private static IEnumerable<string> Missing(ProviderSettings settings)
    {
        if (settings.Name.Length is 0 or > LongestName || settings.Name.Any(char.IsControl))
        {
            yield return $"{Name}NAME must have 1 to {LongestName} characters: it is what the button says, such as "
                + "Google.";
        }

        if (settings.ClientId.Length == 0)
        {
            yield return $"{Name}CLIENT_ID is missing: {Registered}";
        }

        if (settings.ClientSecret.Length == 0)
        {
            yield return $"{Name}CLIENT_SECRET is missing: {Registered}";
        }
    }

    private static IEnumerable<string> Addresses(ProviderSettings settings)
    {
        (string Setting, string Url)[] endpoints =
        [
            ("AUTHORIZATION_URL", settings.AuthorizationUrl), ("TOKEN_URL", settings.TokenUrl),
            ("USERINFO_URL", settings.UserInfoUrl),
        ];
        if (settings.Authority.Length > 0 && endpoints.Any(endpoint => endpoint.Url.Length > 0))
        {
            yield return $"Set either {Name}AUTHORITY or {Name}AUTHORIZATION_URL, {Name}TOKEN_URL and "
                + $"{Name}USERINFO_URL, not both.";
        }
        else if (settings.Authority.Length == 0)
        {
            foreach (var (setting, _) in endpoints.Where(endpoint => endpoint.Url.Length == 0))
            {
                yield return $"{Name}{setting} is missing; for OpenID Connect {Name}AUTHORITY is enough.";
            }
        }

        (string Setting, string Url)[] all =
        [
            .. endpoints, ("AUTHORITY", settings.Authority), ("EMAILS_URL", settings.EmailsUrl),
            ("REDIRECT_URL", settings.RedirectUrl),
        ];
        foreach (var (setting, url) in all.Where(one => one.Url.Length > 0 && !ProviderEndpoints.IsSafe(one.Url)))
        {
            yield return $"{Name}{setting} is '{url}'; it must be an https URL (http only for this machine itself).";
        }

        if (settings.RedirectUrl.Length > 0 && ProviderEndpoints.IsSafe(settings.RedirectUrl)
            && new Uri(settings.RedirectUrl).AbsolutePath != AccessPaths.OAuthCallback)
        {
            yield return $"{Name}REDIRECT_URL must end with {AccessPaths.OAuthCallback}, where this console answers.";
        }
    }

    private static IEnumerable<string> Claims(ProviderSettings settings)
    {
        if (settings.IdClaim.Length == 0)
        {
            yield return $"{Name}CLAIM_ID must name the claim that identifies an account for good, such as sub.";
        }

        if (settings.EmailsUrl.Length == 0 && (settings.EmailClaim.Length == 0 || settings.VerifiedClaim.Length == 0))
        {
            yield return $"{Name}CLAIM_EMAIL and {Name}CLAIM_VERIFIED must name claims, or {Name}EMAILS_URL an address "
                + "that lists verified ones: nobody is let in by an address that the provider has not verified.";
        }
    }

    private static IEnumerable<string> Newcomers(ProviderSettings settings)
    {
        if ((settings.Domains.Length > 0) != (settings.DomainRole.Length > 0))
        {
            yield return $"Set {Name}DOMAINS and {Name}DOMAIN_ROLE together, or neither.";
        }
        else if (settings.Domains.Length > 0 && RoleNames.Parse(settings.DomainRole) is null or Role.Admin)
        {
            yield return $"{Name}DOMAIN_ROLE is '{settings.DomainRole}'; it must be one of viewer, reviewer, manager "
                + "and operator. Administrators are invited.";
        }

        foreach (var domain in ProviderSettings.Split(settings.Domains, ',').Where(domain =>
            domain.Contains('@', StringComparison.Ordinal) || !domain.Contains('.', StringComparison.Ordinal)
            || Uri.CheckHostName(domain) != UriHostNameType.Dns))
        {
            yield return $"{Name}DOMAINS names '{domain}'; name whole domains between commas, such as example.com.";
        }
    }
}
