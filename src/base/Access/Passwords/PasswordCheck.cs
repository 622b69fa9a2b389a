namespace Dashboard.Access.Passwords;

/// <summary>What a password is to a hash.</summary>
internal enum PasswordCheck
{
    /// <summary>Another one.</summary>
    Wrong,

    /// <summary>It was not looked at: too many wait already.</summary>
    Busy,

    /// <summary>The one.</summary>
    Right,

    /// <summary>The one, but hashed with less work than today's: to be hashed again while it is at hand.</summary>
    RightButOld,
}
