using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Searching;

/// <summary>What a search asks of a call's texts.</summary>
/// <param name="Terms">All of which occur.</param>
/// <param name="Former">The search as a <c>tsquery</c> for an index of <c>call_words</c>; null when it holds no word there.</param>
internal sealed record CallWords(IReadOnlyList<WordTerm> Terms, string? Former)
{
    /// <summary>So many words are looked for by their letters before a text is cut.</summary>
    private const int MaxSieves = 8;

    /// <summary>The search as a <c>tsquery</c> for <c>call_words_2</c>; with <see cref="Looks"/>, what it finds is too much.</summary>
    public string Query { get; } = string.Join(" & ", Terms.SelectMany(term => term.Operands).Distinct());

    /// <summary>Patterns of <c>LIKE</c> for <c>call_text</c>, all of which a match has.</summary>
    public string[] Patterns { get; } = [.. Terms.Select(term => term.Pattern).Distinct()];

    /// <summary>Those of them that the index cannot answer.</summary>
    public string[] Looks { get; } = [.. Terms.Where(term => term.NeedsLook).Select(term => term.Pattern).Distinct()];

    /// <summary>What the stored text of a match has: cheap to look for.</summary>
    public IReadOnlyList<WordSieve> Sieves { get; } =
        [.. Terms.SelectMany(term => term.Parts).Distinct().Take(MaxSieves).Select(WordSieve.For)];

    /// <summary>Asks the database to cut the search; <see cref="ReadAsync"/> takes the answer.</summary>
    public static NpgsqlBatchCommand Command(SearchText search)
    {
        var command = new NpgsqlBatchCommand(
            """
            SELECT term.cut, search_words(term.cut), search_pairs(term.cut), term.is_prefix,
              CASE WHEN term.is_prefix THEN to_tsquery('simple', term.content)
                ELSE phraseto_tsquery('simple', term.content) END::text
            FROM (
              SELECT search_text(content) AS cut, is_prefix, CASE WHEN is_prefix THEN quoted ELSE content END AS content, number
              FROM unnest($1, $2, $3) WITH ORDINALITY AS t (content, quoted, is_prefix, number)) AS term
            ORDER BY term.number
            """);
        command.Parameters.AddArray(NpgsqlDbType.Text, search.Terms.Select(term => term.Text));
        command.Parameters.AddArray(NpgsqlDbType.Text, search.Terms.Select(term => term.Quoted));
        command.Parameters.AddArray(NpgsqlDbType.Boolean, search.Terms.Select(term => term.IsPrefix));
        return command;
    }

    /// <summary>Null when the search holds no word.</summary>
    public static async Task<CallWords?> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var terms = new List<WordTerm>();
        var former = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            var term = new WordTerm(
                reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2), reader.GetBoolean(3));
            if (term.Parts.Count > 0)
            {
                terms.Add(term);
            }

            if (reader.GetString(4) is { Length: > 0 } query)
            {
                former.Add($"({query})");
            }
        }

        return terms.Count == 0 ? null : new CallWords(terms, former.Count == 0 ? null : string.Join(" & ", former));
    }
}
