namespace Dashboard.Access.Passwords;

/// <summary>What came of an address and a password.</summary>
internal abstract record PasswordEntry
{
    private PasswordEntry()
    {
    }

    /// <summary>They are this person's.</summary>
    public sealed record Entered(string PersonId) : PasswordEntry;

    /// <summary>They are nobody's: it is not said whether the account or the password is wrong.</summary>
    public sealed record Wrong : PasswordEntry;

    /// <summary>Nothing was looked at: too many wait already.</summary>
    public sealed record Busy : PasswordEntry;

    /// <summary>Nothing was looked at: too many tries on the account or from the address.</summary>
    public sealed record TooMany(TimeSpan Wait) : PasswordEntry;
}
