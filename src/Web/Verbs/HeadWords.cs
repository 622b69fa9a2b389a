using Dashboard.EventStore;

namespace Dashboard.Web.Verbs;

/// <summary>That the end of the record was moved, in words for whoever did it.</summary>
internal static class HeadWords
{
    public static string Of(HeadMove move) => move switch
    {
        { FormerEvents: 0 } => $"The record of decisions goes on from sealed event {move.Events}, and says so.",
        _ when move.Events < move.FormerEvents =>
            $"The record of decisions was moved back, and says so: sealed event {move.FormerEvents} of "
            + $"{move.FormerAt:u} had been seen here, now it goes on from {move.Events}.",
        _ => $"The record of decisions goes on from sealed event {move.Events}, and says so: before, "
            + $"{move.FormerEvents} of {move.FormerAt:u} had been seen here.",
    };
}
