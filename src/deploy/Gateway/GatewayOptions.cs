using Microsoft.Extensions.Configuration;

namespace Dashboard.Gateway;

/// <summary>How the gateway behaves. Every setting has a default that suits production.</summary>
public sealed record GatewayOptions
{
    /// <summary>The setting that holds <see cref="FirstByteTimeout"/>.</summary>
    public const string FirstByteSetting = "DASHBOARD_GATEWAY_FIRST_BYTE_TIMEOUT";

    /// <summary>The setting that holds <see cref="KeepAlive"/>.</summary>
    public const string KeepAliveSetting = "DASHBOARD_GATEWAY_KEEP_ALIVE";

    /// <summary>The setting that holds <see cref="KeepContent"/>.</summary>
    public const string ContentSetting = "DASHBOARD_GATEWAY_KEEP_CONTENT";

    /// <summary>The setting that holds <see cref="MaxBodyBytes"/>.</summary>
    public const string BodySetting = "DASHBOARD_GATEWAY_MAX_BODY_BYTES";

    /// <summary>The setting that holds <see cref="BreakerFailures"/>.</summary>
    public const string BreakerFailuresSetting = "DASHBOARD_GATEWAY_BREAKER_FAILURES";

    /// <summary>Until a connection to the provider stands.</summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_CONNECT_TIMEOUT")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Until the first byte of a streamed answer; other answers have until <see cref="TotalTimeout"/>.
    /// </summary>
    [ConfigurationKeyName(FirstByteSetting)]
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two pieces of an answer.</summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_IDLE_TIMEOUT")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a client of a stream hears nothing before it is sent a comment, which keeps whatever stands between from
    /// closing the connection; 0 for never.
    /// </summary>
    [ConfigurationKeyName(KeepAliveSetting)]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For a request as a whole, retries included.</summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_TOTAL_TIMEOUT")]
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>The largest request, in bytes.</summary>
    [ConfigurationKeyName(BodySetting)]
    public int MaxBodyBytes { get; init; } = 32 << 20;

    /// <summary>
    /// The largest answer that is held back to read its usage before it is passed on, and the largest event of a
    /// stream,
    /// in bytes. Larger answers are passed on unread.
    /// </summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_MAX_ANSWER_BYTES")]
    public int MaxAnswerBytes { get; init; } = 32 << 20;

    /// <summary>How often the chosen version is asked again after a failure that may pass.</summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_MAX_RETRIES")]
    public int MaxRetries { get; init; } = 2;

    /// <summary>The mean wait before the first retry; it doubles with each, and half of it is chance.</summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_RETRY_DELAY")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait that a provider may ask for; beyond it another version is asked at once.</summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_MAX_RETRY_AFTER")]
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Failures in a row after which a version is left alone for <see cref="BreakerCooldown"/>.</summary>
    [ConfigurationKeyName(BreakerFailuresSetting)]
    public int BreakerFailures { get; init; } = 5;

    /// <summary>How long a failing version is left alone before one request tries it again.</summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_BREAKER_COOLDOWN")]
    public TimeSpan BreakerCooldown { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether prompts and answers are kept with the call.</summary>
    [ConfigurationKeyName(ContentSetting)]
    public bool KeepContent { get; init; } = true;

    /// <summary>How much of a prompt, and of an answer, is kept, in characters.</summary>
    [ConfigurationKeyName("DASHBOARD_GATEWAY_MAX_CONTENT_CHARS")]
    public int MaxContentChars { get; init; } = 256 << 10;
}
