using JasperFx.Events.Projections;
using Marten;

namespace Dashboard.EventStore;

/// <summary>How a state that decisions rest on is made of the events of its stream.</summary>
public abstract class StreamState
{
    private protected StreamState()
    {
    }

    internal abstract void Register(StoreOptions options);
}

/// <inheritdoc cref="StreamState"/>
/// <param name="seed">The state of a stream without events.</param>
/// <param name="apply">The state after one more event; it passes over those that it does not know.</param>
/// <typeparam name="TState">Its type; each is made in one way only.</typeparam>
public sealed class StreamState<TState>(TState seed, Func<TState, object, TState> apply) : StreamState
{
    internal TState Seed => seed;

    internal TState Apply(TState state, object data) => apply(state, data);

    internal override void Register(StoreOptions options) =>
        options.Projections.Add(new FoldedStream<TState>(this), ProjectionLifecycle.Live);
}
