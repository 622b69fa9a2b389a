namespace Dashboard.Telemetry.Content;

/// <summary>What becomes of prompts, answers, attributes and log bodies before they are stored.</summary>
public enum ContentRule
{
    /// <summary>Stored as they come.</summary>
    Keep,

    /// <summary>Stored with what looks like personal data replaced; see <see cref="PiiRedactor"/>.</summary>
    Redact,

    /// <summary>Not stored at all. Numbers, models, users and sessions are kept.</summary>
    Drop,
}
