namespace Dashboard.Telemetry.Messages;

/// <summary>A piece of a message. The text is data from outside: shown encoded, never as markup.</summary>
/// <param name="Kind">How it is shown.</param>
/// <param name="Text">Text, or pretty JSON for tools.</param>
/// <param name="Name">The tool's name.</param>
public sealed record MessagePart(MessagePartKind Kind, string Text, string? Name = null);
