namespace Dashboard.Web;

/// <summary>What the environment says about the server itself.</summary>
public sealed record WebOptions
{
    /// <summary>The setting that holds <see cref="Url"/>.</summary>
    public const string UrlSetting = "DASHBOARD_URL";

    /// <summary>Where to listen.</summary>
    [ConfigurationKeyName(UrlSetting)]
    public string Url { get; init; } = "http://127.0.0.1:5080";
}
