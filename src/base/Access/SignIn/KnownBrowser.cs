namespace Dashboard.Access.SignIn;

/// <summary>A browser in which a person has signed in before.</summary>
/// <param name="PersonId">Who it was.</param>
/// <param name="Id">Tells one from the others.</param>
internal sealed record KnownBrowser(string PersonId, string Id);
