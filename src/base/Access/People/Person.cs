namespace Dashboard.Access.People;

/// <summary>Somebody who can sign in.</summary>
/// <param name="Id">Names them for good, also in the record of decisions.</param>
/// <param name="Name">What they are called; not in the record, so that it can be forgotten.</param>
/// <param name="Role">What they may do.</param>
public sealed record Person(string Id, string Name, Role Role)
{
    private const string Prefix = "person:";

    /// <summary>
    /// Whoever opens the link that the server prints. They are always an administrator and cannot be removed: who can
    /// start the server can do everything anyway, and so nobody is ever locked out.
    /// </summary>
    public static Person First { get; } = new("admin", "admin", Role.Admin);

    /// <summary>How the audit log names them.</summary>
    public string Actor => ActorOf(Id);

    /// <summary>How the audit log names the person with an id.</summary>
    public static string ActorOf(string personId) => Prefix + personId;

    /// <summary>The person behind an actor; null for keys, policies and programs.</summary>
    public static string? IdOf(string? actor) =>
        actor?.StartsWith(Prefix, StringComparison.Ordinal) == true ? actor[Prefix.Length..] : null;
}
