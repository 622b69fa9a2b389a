namespace Dashboard.Ui.Charts;

/// <summary>What kind of change a flag marks. Each has its own sign on every page.</summary>
public enum ChangeKind
{
    /// <summary>Other versions or weights serve.</summary>
    Deploy,

    /// <summary>What served before serves again.</summary>
    Rollback,

    /// <summary>A prompt has a new version.</summary>
    Prompt,

    /// <summary>A price has changed.</summary>
    Price,
}
