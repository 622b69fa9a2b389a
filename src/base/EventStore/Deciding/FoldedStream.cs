using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Dashboard.EventStore;

/// <summary>A state that is folded whenever it is asked for, and stored nowhere.</summary>
internal sealed class FoldedStream<TState>(StreamState<TState> state) : SingleStreamProjection<Folded<TState>, string>
{
    public override Folded<TState> Evolve(Folded<TState>? snapshot, string id, IEvent e) =>
        new() { Id = id, State = state.Apply(snapshot is null ? state.Seed : snapshot.State, e.Data) };
}
