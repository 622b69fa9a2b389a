namespace Dashboard.Access.People;

/// <summary>Says who an actor of the record is, in the words in which colleagues know them.</summary>
public sealed class ActorNames
{
    private readonly PersonBook _book;

    internal ActorNames(PersonBook book) => _book = book;

    /// <summary>
    /// The name of a person; for one who was removed, that and the id; keys, policies and programs as they are
    /// recorded.
    /// </summary>
    public string Of(string actor) => Person.IdOf(actor) switch
    {
        null => actor,
        var id when _book.Find(id) is { } person => person.Name,
        var id => $"former person {id}",
    };
}
