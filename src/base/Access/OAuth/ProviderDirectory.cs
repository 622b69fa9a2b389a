using System.Text.Json;
using Dashboard.Texts;
using Microsoft.AspNetCore.Authentication;

namespace Dashboard.Access.OAuth;

/// <summary>
/// Knows where the provider answers. What its discovery document says (OpenID Connect Discovery 1.0) is asked for when
/// somebody first signs in, so that the console starts without the provider, and kept from then on.
/// </summary>
internal sealed class ProviderDirectory(ProviderSettings settings)
{
    private volatile ProviderEndpoints? _known;

    public async ValueTask<ProviderEndpoints> FindAsync(HttpClient http, CancellationToken ct) =>
        _known ??= settings.Authority.Length > 0 ? await DiscoverAsync(http, ct) : Given();

    private ProviderEndpoints Given() => new(
        new Uri(settings.AuthorizationUrl).GetLeftPart(UriPartial.Authority),
        settings.AuthorizationUrl,
        settings.TokenUrl,
        settings.UserInfoUrl);

    private async Task<ProviderEndpoints> DiscoverAsync(HttpClient http, CancellationToken ct)
    {
        var document = LenientJson.ParseElement(await http.GetStringAsync(
            new Uri(settings.Authority.TrimEnd('/') + "/.well-known/openid-configuration"), ct));
        var issuer = Text(document, "issuer");

        // Section 4.3: a document that speaks for somebody else is not to be used.
        if (issuer is null || issuer.TrimEnd('/') != settings.Authority.TrimEnd('/'))
        {
            throw new AuthenticationFailureException(
                $"The discovery document of {settings.Authority} is that of '{issuer}': set "
                + $"{ProviderSettings.Prefix}AUTHORITY to that, if it is meant.");
        }

        return new ProviderEndpoints(
            issuer,
            Address(document, "authorization_endpoint"),
            Address(document, "token_endpoint"),
            Address(document, "userinfo_endpoint"));
    }

    private string Address(JsonElement document, string name) =>
        Text(document, name) is { } url && ProviderEndpoints.IsSafe(url)
            ? url
            : throw new AuthenticationFailureException(
                $"The discovery document of {settings.Authority} names no '{name}' that is an https URL.");

    private static string? Text(JsonElement document, string name) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
