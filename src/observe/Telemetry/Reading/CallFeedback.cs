namespace Dashboard.Telemetry.Reading;

/// <summary>Calls by the votes of people.</summary>
public enum CallFeedback
{
    /// <summary>At least one thumbs-up.</summary>
    Up,

    /// <summary>At least one thumbs-down.</summary>
    Down,

    /// <summary>Nobody voted.</summary>
    None,
}
