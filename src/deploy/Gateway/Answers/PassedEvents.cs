using System.Text.Json;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Events of interfaces that are passed through: what there is to know are their usage and their errors.
/// </summary>
internal sealed class PassedEvents : IEventReader
{
    public static PassedEvents Instance { get; } = new();

    public EventEdit Read(ReadOnlySpan<byte> data, AnswerFacts facts)
    {
        try
        {
            var json = new Utf8JsonReader(data);
            if (json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                facts.Deltas++;
                AnswerReader.PassedMembers(ref json, data, facts);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // It is passed on all the same.
        }

        return EventEdit.Keep;
    }
}
