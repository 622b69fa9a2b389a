using Dashboard.Access.People;

namespace Dashboard.Access.SignIn;

/// <summary>Why somebody who came another way was not let in, as the address of the sign-in page says it.</summary>
public static class SignInDenial
{
    /// <summary>The way itself failed, or was broken off.</summary>
    public const string Failed = "failed";

    /// <summary>The issuer does not vouch for an address.</summary>
    public const string NotVerified = "not-verified";

    /// <summary>The code for a result; null for somebody who was let in.</summary>
    public static string? Code(AdmitResult result) => result switch
    {
        AdmitResult.NotVerified => NotVerified,
        AdmitResult.NotInvited => "not-invited",
        AdmitResult.InvitationExpired => "invitation-expired",
        AdmitResult.OtherAccount => "other-account",
        _ => null,
    };

    /// <summary>A code in words; null where there is none such.</summary>
    internal static string? Words(string? code) => code switch
    {
        Failed => "Signing in there did not succeed. Try again, or choose another way.",
        NotVerified => "That account has no verified e-mail address. Verify one there, then try again.",
        "not-invited" => "Nobody with the e-mail address of that account was invited. Ask an administrator.",
        "invitation-expired" => "Your invitation is too old. Ask an administrator to invite you again.",
        "other-account" =>
            "The address of that account belongs to somebody who signs in by another. Ask an administrator.",
        _ => null,
    };
}
