using Dashboard.EventStore;

namespace Dashboard.Access.People;

/// <summary>Makes decisions about people, one after the other, in all consoles.</summary>
internal sealed class PeopleStream(EventStore.EventStore store, PersonBook book)
{
    private const string StreamId = "people";
    private const string StreamType = "People";

    public async Task<Roster> ReadAsync(CancellationToken ct) =>
        (await store.AggregateAsync(StreamId, Roster.Empty, Roster.Apply, ct)).State;

    /// <summary>Decides on what holds, and records.</summary>
    public async Task<PersonOutcome> DecideAsync(
        Func<Roster, RosterDecision> decide, EventContext by, CancellationToken ct)
    {
        var decision = default(RosterDecision);
        var recorded = await store.DecideAsync<Roster>(
            StreamId,
            StreamType,
            roster =>
            {
                decision = decide(roster);
                return decision.Fact is { } fact ? [fact] : [];
            },
            by,
            ct);
        if (recorded is not null)
        {
            await book.ReloadAsync(ct);
        }

        return decision.Outcome;
    }
}
