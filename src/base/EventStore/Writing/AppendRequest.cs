namespace Dashboard.EventStore;

/// <summary>What is to be appended; see <see cref="EventStore.AppendAsync"/>.</summary>
internal sealed record AppendRequest(
    string StreamId,
    string StreamType,
    long? Expected,
    IReadOnlyList<EventDraft> Drafts,
    EventContext Context,
    bool MovesHead);
