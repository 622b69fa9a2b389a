namespace Dashboard.Access.People;

/// <summary>What a decision comes to, and the fact to record; null where there is none.</summary>
internal readonly record struct RosterDecision(PersonOutcome Outcome, object? Fact)
{
    public static implicit operator RosterDecision(PersonOutcome outcome) => new(outcome, null);

    public static RosterDecision Record(object fact) => new(PersonOutcome.Done, fact);
}
