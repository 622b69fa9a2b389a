using Dashboard.EventStore;

namespace Dashboard.Access.People;

/// <summary>Makes decisions about people, one after the other, in all consoles.</summary>
internal sealed class PeopleStream(EventStore.EventStore store, PersonBook book)
{
    private const string StreamId = "people";
    private const string StreamType = "People";

    public async Task<Roster> ReadAsync(CancellationToken ct) =>
        (await store.AggregateAsync(StreamId, Roster.Empty, Roster.Apply, ct)).State;

    /// <summary>
    /// Decides and records. Where somebody else decided in the meantime, it is decided again on what holds now.
    /// </summary>
    public async Task<PersonOutcome> DecideAsync(
        Func<Roster, RosterDecision> decide, EventContext by, CancellationToken ct)
    {
        while (true)
        {
            var (roster, version) = await store.AggregateAsync(StreamId, Roster.Empty, Roster.Apply, ct);
            var decision = decide(roster);
            if (decision.Fact is null)
            {
                return decision.Outcome;
            }

            var result = await store.AppendAsync(StreamId, StreamType, version, [decision.Fact], by, ct);
            if (result is AppendResult.Appended)
            {
                await book.ReloadAsync(ct);
                return decision.Outcome;
            }
        }
    }
}
