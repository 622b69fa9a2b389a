using Dashboard.Postgres;
using Marten;
using Marten.Services;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// Marten over the decisions' database, with the event types and states of all capabilities. Its sessions stay inside this project:
/// what somebody else appended through one would be unsealed.
/// </summary>
public sealed class DecisionStore : IDisposable
{
    private readonly Lazy<DocumentStore> _store;
    private readonly Dictionary<string, Type> _types = [];
    private readonly Dictionary<Type, StreamState> _states;

    /// <exception cref="ArgumentException">Two types have one stored name.</exception>
    public DecisionStore(DecisionsDb db, IEnumerable<EventTypes> types, IEnumerable<StreamState> states, TimeProvider time)
    {
        _states = states.ToDictionary(state => state.GetType());
        foreach (var type in types.SelectMany(registration => registration.Types).Distinct())
        {
            if (!_types.TryAdd(MartenTypeName.Alias(type), type))
            {
                throw new ArgumentException(
                    $"{type} and {_types[MartenTypeName.Alias(type)]} would both be stored as '{MartenTypeName.Alias(type)}'.",
                    nameof(types));
            }
        }

        // A verb that only reads has no use for what takes Marten half a second of processor time to set up.
        _store = new(() => DocumentStore.For(options =>
        {
            MartenSettings.Apply(options);
            options.Connection(db.Source);
            options.Events.TimeProvider = time;
            foreach (var (alias, type) in _types)
            {
                options.Events.MapEventType(type, alias);
            }

            foreach (var state in _states.Values)
            {
                state.Register(options);
            }
        }));
    }

    /// <summary>By stored name.</summary>
    internal IReadOnlyDictionary<string, Type> Types => _types;

    internal IDocumentStore Documents => _store.Value;

    public void Dispose()
    {
        if (_store.IsValueCreated)
        {
            _store.Value.Dispose();
        }
    }

    /// <exception cref="ArgumentException">A type is not registered, so nobody could read the event again.</exception>
    internal void Require(IEnumerable<object> events)
    {
        foreach (var type in events.Select(data => data.GetType()))
        {
            if (_types.GetValueOrDefault(MartenTypeName.Alias(type)) != type)
            {
                throw new ArgumentException($"{type} is not registered; add it to an EventTypes.", nameof(events));
            }
        }
    }

    /// <exception cref="ArgumentException">Nobody said how the state is made.</exception>
    internal StreamState<TState> State<TState>() => (StreamState<TState>)(_states.GetValueOrDefault(typeof(StreamState<TState>))
        ?? throw new ArgumentException($"{typeof(TState)} is not registered; add a StreamState<{typeof(TState).Name}>."));

    /// <summary>A session within the caller's transaction, which it neither commits nor rolls back.</summary>
    internal IDocumentSession Open(NpgsqlTransaction transaction, EventContext context)
    {
        var session = Documents.LightweightSession(SessionOptions.ForTransaction(transaction));
        // Marten takes both from the running activity, and a decision has one correlation or none.
        session.CorrelationId = context.CorrelationId;
        session.CausationId = null;
        session.SetHeader("actor", context.Actor);
        if (context.Reason is not null)
        {
            session.SetHeader("reason", context.Reason);
        }

        return session;
    }
}
