namespace Dashboard.Web;

/// <summary>What the environment says about the server itself.</summary>
public sealed record WebOptions
{
    /// <summary>The setting that holds <see cref="Url"/>.</summary>
    public const string UrlSetting = "DASHBOARD_URL";

    /// <summary>The setting that holds <see cref="AllowedHosts"/>.</summary>
    public const string AllowedHostsSetting = "DASHBOARD_ALLOWED_HOSTS";

    /// <summary>The setting that holds <see cref="TrustedProxies"/>.</summary>
    public const string TrustedProxiesSetting = "DASHBOARD_TRUSTED_PROXIES";

    /// <summary>Where to listen.</summary>
    [ConfigurationKeyName(UrlSetting)]
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>
    /// Hosts, between commas, that are answered, such as <c>llmops.example.com</c> or <c>*.example.com</c>. Empty: every
    /// one, unless there is a public address.
    /// </summary>
    [ConfigurationKeyName(AllowedHostsSetting)]
    public string AllowedHosts { get; init; } = "";

    /// <summary>Addresses or networks, between commas, whose <c>X-Forwarded-*</c> headers count; empty for none.</summary>
    [ConfigurationKeyName(TrustedProxiesSetting)]
    public string TrustedProxies { get; init; } = "";

    internal static string[] Split(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
