using Dashboard.Access.OAuth;
using Xunit;

namespace Dashboard.Access.Tests.OAuth;

public sealed class ProviderSettingsValidatorTests
{
    private static readonly ProviderSettings s_good = new()
    {
        Name = "Example",
        Authority = "https://accounts.example.com",
        ClientId = "id",
        ClientSecret = "secret",
    };

    [Fact]
    public void Without_any_setting_there_is_no_provider_and_nothing_to_say() => Assert.Empty(Faults(new()));

    [Fact]
    public void An_authority_and_a_client_are_enough() => Assert.Empty(Faults(s_good));

    [Fact]
    public void All_that_is_missing_is_said_at_once() => Assert.Equal(
        ["NAME", "CLIENT_ID", "CLIENT_SECRET", "TOKEN_URL", "USERINFO_URL"],
        Faults(new() { AuthorizationUrl = "https://a.example/authorize" })
            .Select(fault => fault.Split(' ')[0]["DASHBOARD_OAUTH_".Length..]));

    public static TheoryData<string, ProviderSettings> Bad => new()
    {
        { "https URL", s_good with { Authority = "http://accounts.example.com" } },
        { "https URL", s_good with { Authority = "accounts.example.com" } },
        { "https URL", s_good with { RedirectUrl = "http://console.example.com/signin/oauth/callback" } },
        { "https URL", s_good with { EmailsUrl = "ftp://example.com" } },
        { "not both", s_good with { TokenUrl = "https://a.example/token" } },
        { "/signin/oauth/callback", s_good with { RedirectUrl = "https://console.example.com/callback" } },
        { "CLAIM_ID", s_good with { IdClaim = "" } },
        { "CLAIM_VERIFIED", s_good with { VerifiedClaim = "" } },
        { "together", s_good with { Domains = "example.com" } },
        { "together", s_good with { DomainRole = "viewer" } },
        { "Administrators are invited", s_good with { Domains = "example.com", DomainRole = "admin" } },
        { "must be one of", s_good with { Domains = "example.com", DomainRole = "boss" } },
        { "whole domains", s_good with { Domains = "ann@example.com", DomainRole = "viewer" } },
        { "whole domains", s_good with { Domains = "com", DomainRole = "viewer" } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_work_or_keeps_nobody_out_is_refused_with_what_to_change(
        string words, ProviderSettings settings)
    {
        var fault = Assert.Single(Faults(settings));
        Assert.Contains("DASHBOARD_OAUTH_", fault, StringComparison.Ordinal);
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_on_this_machine_needs_no_tls() =>
        Assert.Empty(Faults(s_good with { Authority = "http://127.0.0.1:8080/realms/x" }));

    private static List<string> Faults(ProviderSettings settings) =>
        [.. new ProviderSettingsValidator().Validate(null, settings).Failures ?? []];
}
