namespace Dashboard.EventStore;

/// <summary>What Marten makes of a stream: it wants the identity of the stream in a class of its own.</summary>
internal sealed class Folded<TState>
{
    public required string Id { get; init; }

    public required TState State { get; init; }
}
