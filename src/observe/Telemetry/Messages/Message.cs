namespace Dashboard.Telemetry.Messages;

/// <summary>One message of a conversation, in the words of any dialect.</summary>
/// <param name="Role">
/// As it was sent: <c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c> or another word.
/// </param>
/// <param name="Parts">What it is made of, never empty.</param>
public sealed record Message(string Role, IReadOnlyList<MessagePart> Parts)
{
    /// <summary>Whether a person said it, in the words of any dialect.</summary>
    public bool IsFromUser => Role is "user" or "human";

    /// <summary>The words alone; empty when there are none. Many senders put results of tools into the user's mouth.</summary>
    public string Said =>
        string.Join('\n', Parts.Where(part => part.Kind == MessagePartKind.Text).Select(part => part.Text));

    /// <summary>All text in one, for a line that shows the beginning.</summary>
    public string Text => string.Join('\n', Parts.Select(part => part.Text));
}
