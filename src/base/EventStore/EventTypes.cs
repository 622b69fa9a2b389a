namespace Dashboard.EventStore;

/// <summary>The event types of one capability. Each capability registers its own; all registrations add up.</summary>
public sealed class EventTypes(params Type[] types)
{
    public IReadOnlyList<Type> Types { get; } = types;
}
