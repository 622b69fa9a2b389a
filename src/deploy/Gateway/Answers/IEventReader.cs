namespace Dashboard.Gateway.Answers;

/// <summary>Learns from the events of one interface's streams.</summary>
internal interface IEventReader
{
    /// <summary>Notes what the event's data says. Data that cannot be read says nothing.</summary>
    EventEdit Read(ReadOnlySpan<byte> data, AnswerFacts facts);
}
