namespace Dashboard.EventStore;

/// <summary>A state made of a stream's events, and the version to expect when appending a decision that rests on it.</summary>
/// <param name="State">The seed with every known event applied.</param>
/// <param name="Version">Of the stream's last event; 0 where there is no stream.</param>
public readonly record struct Aggregated<TState>(TState State, long Version);
