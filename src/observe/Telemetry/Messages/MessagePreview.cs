namespace Dashboard.Telemetry.Messages;

/// <summary>The one line by which a person recognises a call: what the user said last, in any dialect's JSON, or the text.</summary>
internal static class MessagePreview
{
    private const int MaxLength = 200;

    public static string? Of(string? input)
    {
        var messages = MessageReader.Read(input, "user");
        var said = messages.LastOrDefault(message => message.IsFromUser && !string.IsNullOrWhiteSpace(message.Said))?.Said
            ?? messages.LastOrDefault(message => message.IsFromUser && !string.IsNullOrWhiteSpace(message.Text))?.Text
            ?? messages.FirstOrDefault(message => !string.IsNullOrWhiteSpace(message.Text))?.Text;
        return said is null ? null : Cut(said);
    }

    private static string Cut(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= MaxLength)
        {
            return line;
        }

        return line[..(char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
