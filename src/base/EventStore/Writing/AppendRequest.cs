namespace Dashboard.EventStore;

/// <summary>What is to be appended; see <see cref="EventStore.AppendAsync"/>.</summary>
internal sealed record AppendRequest(
    string StreamId,
    string StreamType,
    long? Expected,
    IReadOnlyList<object> Events,
    EventContext Context,
    bool MovesHead = false);
