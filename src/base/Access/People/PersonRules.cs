using System.Net.Mail;

namespace Dashboard.Access.People;

/// <summary>What an address, a name and a password must be like; each check says what to change, or nothing.</summary>
internal static class PersonRules
{
    public const int MaxNameLength = 100;
    public const int MinPasswordLength = 12;
    public const int MaxPasswordLength = 200;

    // RFC 5321, section 4.5.3.1.3, less the angle brackets.
    private const int MaxEmailLength = 254;
    private const int FewestDifferentCharacters = 5;

    /// <summary>The form in which addresses are compared: nobody tells upper from lower case in them.</summary>
    public static string EmailKey(string email) => email.Trim().ToLowerInvariant();

    public static string? EmailFault(string email) =>
        email.Length <= MaxEmailLength
        && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && MailAddress.TryCreate(email, out var address)
        && address.Address == email
            ? null
            : "Give one e-mail address, such as ann@example.com.";

    public static string? NameFault(string name) =>
        name.Length is 0 or > MaxNameLength || name.Any(char.IsControl)
            ? $"Give a name of 1 to {MaxNameLength} characters, as colleagues know you."
            : null;

    /// <summary>Length counts; rules about kinds of characters make passwords alike (NIST SP 800-63B).</summary>
    public static string? PasswordFault(string password, string email) => password switch
    {
        { Length: < MinPasswordLength } => $"Choose a password of at least {MinPasswordLength} characters.",
        { Length: > MaxPasswordLength } => $"Choose a password of at most {MaxPasswordLength} characters.",
        _ when password.Distinct().Count() < FewestDifferentCharacters =>
            $"Choose a password with at least {FewestDifferentCharacters} different characters.",
        _ when EmailKey(password) == EmailKey(email) => "Choose a password that is not your e-mail address.",
        _ => null,
    };
}
