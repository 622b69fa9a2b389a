namespace Dashboard.Access.People;

/// <summary>What came of an <see cref="InvitePerson"/>.</summary>
public abstract record InviteResult
{
    private InviteResult()
    {
    }

    /// <summary>The person is invited; a former invitation of theirs no longer works.</summary>
    public sealed record Invited(string PersonId, Role Role, OneTimeLink Link) : InviteResult;

    /// <summary>Nobody was invited: per field, what is wrong with it.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : InviteResult;

    /// <summary>Nobody was invited: they joined already, or whoever asks may not invite.</summary>
    public sealed record Refused(PersonOutcome Outcome) : InviteResult;
}
