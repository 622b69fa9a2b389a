namespace Dashboard.Access.Passwords;

/// <summary>What came of changing one's own password.</summary>
public abstract record PasswordChange
{
    private PasswordChange()
    {
    }

    /// <summary>The new password holds; this many other sessions were ended.</summary>
    public sealed record Changed(int EndedSessions) : PasswordChange;

    /// <summary>Nothing was changed: per field, what is wrong.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : PasswordChange;

    /// <summary>Nothing was changed: whoever asks has no password that could be asked for.</summary>
    public sealed record NoPassword : PasswordChange;

    /// <summary>Nothing was looked at: too many wrong passwords on this account.</summary>
    public sealed record TooMany(TimeSpan Wait) : PasswordChange;
}
