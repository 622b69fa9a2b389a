using Dashboard.Events;

namespace Dashboard.Quota.Admission;

/// <summary>What is known of a request before it is sent.</summary>
public readonly record struct AdmissionRequest
{
    public required ProjectId Project { get; init; }

    /// <summary>As the audit log names it: <c>key:4f0c...</c>.</summary>
    public required string Key { get; init; }

    public required string Route { get; init; }

    /// <summary>The provider that will be asked, in OpenTelemetry's words.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's model that will be asked.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>When the request came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From the length and the script of its text, and the number of its attachments.</summary>
    public required long EstimatedInputTokens { get; init; }

    /// <summary>
    /// The most output tokens that the request allows for each choice; null where it sets no limit.
    /// </summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>How many answers are written.</summary>
    public long Choices { get; init; } = 1;

    public AdmissionRequest()
    {
    }

    /// <summary>The processing class that it asks for.</summary>
    public string? ServiceTier { get; init; }
}
