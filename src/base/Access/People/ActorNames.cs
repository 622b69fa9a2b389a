namespace Dashboard.Access.People;

/// <summary>Says who an actor of the record is, in the words in which colleagues know them.</summary>
/// <param name="nameOf">The name of the person with an id; null where there is none, or no longer.</param>
public sealed class ActorNames(Func<string, string?> nameOf)
{
    /// <summary>
    /// The name of a person; for one who was removed, that and the id. Keys, policies and programs as they are
    /// recorded.
    /// </summary>
    public string Of(string actor) =>
        Person.IdOf(actor) is { } id ? nameOf(id) ?? $"former person {id}" : actor;

    /// <summary>The same where there is little room: a key or a program without its kind.</summary>
    public string Brief(string actor) => Person.IdOf(actor) is null ? actor[(actor.IndexOf(':') + 1)..] : Of(actor);
}
