namespace Dashboard.Access.Passwords;

/// <summary>What came of opening a one-time link.</summary>
internal abstract record JoinResult
{
    private JoinResult()
    {
    }

    /// <summary>The person can sign in.</summary>
    public sealed record Joined(string PersonId) : JoinResult;

    /// <summary>The link still works; per field, what is wrong.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : JoinResult;

    /// <summary>The link does not work.</summary>
    public sealed record LinkNotValid : JoinResult;
}
