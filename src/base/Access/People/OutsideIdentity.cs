namespace Dashboard.Access.People;

/// <summary>Somebody as an issuer elsewhere knows them.</summary>
/// <param name="Issuer">Who vouches, such as <c>https://github.com</c>.</param>
/// <param name="Subject">What the issuer never gives to somebody else; not the address.</param>
/// <param name="Email">
/// An address that the issuer has verified, never any other; null where it has verified none.
/// </param>
/// <param name="Name">What the issuer calls them; null where it does not say.</param>
public sealed record OutsideIdentity(string Issuer, string Subject, string? Email, string? Name);
