namespace Dashboard.Telemetry.Messages;

/// <summary>What a piece of a message is.</summary>
public enum MessagePartKind
{
    Text,
    Reasoning,
    ToolCall,
    ToolResult,

    /// <summary>An image, a file or sound: named, not shown.</summary>
    Attachment,

    /// <summary>JSON that no dialect explains.</summary>
    Json,
}
