using System.Collections.Immutable;
using Dashboard.Postgres;

namespace Dashboard.Access.People;

/// <summary>
/// Everybody who can sign in, in memory, so that the role is looked up at each request without a query. Read again
/// whenever any console changes somebody.
/// </summary>
internal sealed class PersonBook(PersonTable table, DecisionsDoorbell doorbell) : BellReader(doorbell, PersonTable.Bell)
{
    private ImmutableDictionary<string, Person> _people = Index([]);

    /// <summary>The person with an id, as far as this console has heard; null where there is none.</summary>
    public Person? Find(string? id) => id is null ? null : Volatile.Read(ref _people).GetValueOrDefault(id);

    /// <summary>Whether anybody but the first person can sign in.</summary>
    public bool HasJoined => Volatile.Read(ref _people).Count > 1;

    /// <summary>
    /// The person with an id. One that is not known here may have joined a moment ago at another console: the database
    /// decides.
    /// </summary>
    public async Task<Person?> FindAsync(string? id, CancellationToken ct)
    {
        if (id is not null && Find(id) is null)
        {
            await ReloadAsync(ct);
        }

        return Find(id);
    }

    protected override async Task ReadAsync(CancellationToken ct) =>
        Volatile.Write(ref _people, Index(await table.JoinedAsync(ct)));

    private static ImmutableDictionary<string, Person> Index(IEnumerable<Person> people) =>
        people.Append(Person.First).ToImmutableDictionary(person => person.Id);
}
