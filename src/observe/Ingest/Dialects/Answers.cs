namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Tells the answer from the conversation before it where a sender lists both in one row. What comes after the last word of
/// anybody else is the answer; where that holds choices, the assistant's words before them were put into its mouth.
/// </summary>
internal static class Answers
{
    /// <summary>Whether each message is of the answer.</summary>
    /// <param name="messages">In their order: whether the assistant says it, and whether it is marked as a choice.</param>
    public static bool[] Of(IReadOnlyList<(bool IsAssistant, bool IsChoice)> messages)
    {
        var begin = messages.Count;
        while (begin > 0 && (messages[begin - 1].IsAssistant || messages[begin - 1].IsChoice))
        {
            begin--;
        }

        var chosen = messages.Skip(begin).Any(message => message.IsChoice);
        return [.. messages.Select((message, place) => place >= begin && (!chosen || message.IsChoice))];
    }
}
