namespace Dashboard.Access.People;

/// <summary>Whether somebody whom an issuer vouches for may come in.</summary>
public abstract record AdmitResult
{
    private AdmitResult()
    {
    }

    /// <summary>They are this person.</summary>
    public sealed record Admitted(string PersonId) : AdmitResult;

    /// <summary>They have not come by this account before, and the issuer has verified no address of theirs.</summary>
    public sealed record NotVerified : AdmitResult;

    /// <summary>Nobody with this address was invited, or the invitation was withdrawn.</summary>
    public sealed record NotInvited : AdmitResult;

    /// <summary>They were invited, but too long ago: an administrator has to invite them again.</summary>
    public sealed record InvitationExpired : AdmitResult;

    /// <summary>
    /// The address belongs to a person who signs in by another account at this issuer: it may have been given to
    /// somebody new.
    /// </summary>
    public sealed record OtherAccount : AdmitResult;
}
