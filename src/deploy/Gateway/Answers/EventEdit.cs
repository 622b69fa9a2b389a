namespace Dashboard.Gateway.Answers;

/// <summary>What of an event must not reach a client that did not ask for usage.</summary>
/// <param name="Drop">The whole event.</param>
/// <param name="Cut">A part of its data; empty for nothing.</param>
internal readonly record struct EventEdit(bool Drop, Range Cut)
{
    public static EventEdit Keep => default;

    public bool IsKeep => !Drop && Cut.Equals(default);
}
