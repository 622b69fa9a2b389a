using Dashboard.Telemetry.Reading;
using Npgsql;

namespace Dashboard.Telemetry.Searching;

/// <summary>Writes the statement that reads the matching calls of one stretch, newest first.</summary>
internal sealed class CallStatement
{
    /// <summary>More series than this are tested row by row: each costs a look into the index.</summary>
    private const int MaxProbes = 128;

    /// <summary>The longest duration that is stored, in doublings of a microsecond.</summary>
    private const int MaxBand = 63;

    private const string Order = "ORDER BY c.started_at DESC, c.trace_id DESC, c.span_id DESC";

    private const string OrderOfKeys = "ORDER BY k.started_at DESC, k.trace_id DESC, k.span_id DESC";

    private const string PayloadOfCall =
        """
        p.project_id = c.project_id AND p.started_at = c.started_at AND p.trace_id = c.trace_id AND p.span_id = c.span_id
        """;

    private const string NoScores =
        """
        (SELECT c.*, 0::bigint AS up, 0::bigint AS down, 0::bigint AS evaluated, 0::bigint AS flagged FROM calls c LIMIT 0)
        """;

    private readonly CallQuestion _question;
    private readonly Stretch _stretch;
    private readonly ScanLead _lead;
    private readonly CallConditions _calls;
    private readonly ScoreConditions? _scores;

    private CallStatement(
        CallQuestion question, Stretch stretch, ScanLead lead, CallCursor? after, IScoredCalls? scores, NpgsqlCommand command)
    {
        (_question, _stretch, _lead) = (question, stretch, lead);
        _calls = new CallConditions(question, stretch, after, command.Parameters);
        _scores = scores is null ? null : new ScoreConditions(question.Filter, scores, _calls.Add);
        foreach (var test in _scores?.Tests(lead == ScanLead.Scores) ?? [])
        {
            _calls.And(test);
        }
    }

    /// <summary>How the stretch will be read.</summary>
    public static ScanKind Kind(CallQuestion question, Stretch stretch, ScanLead lead)
    {
        var filter = question.Filter;
        return lead switch
        {
            ScanLead.Words => ScanKind.Index,
            ScanLead.Scores => ScoreConditions.HaveIndex(filter) && question is { Words: null, IsNarrowing: false }
                    && filter is { Status: null, Cost: null }
                ? ScanKind.Index
                : ScanKind.Rows,
            _ when question.IsNarrowing => stretch.HasCallIndexes && CanProbe(question) ? ScanKind.Index : ScanKind.Rows,
            _ => question is { Words: null, Series: null } && filter is { Status: null, Cost: null, Feedback: null }
                ? ScanKind.Newest
                : ScanKind.Rows,
        };
    }

    /// <param name="question">What is asked.</param>
    /// <param name="stretch">The part of the past, already cut to what is to be read.</param>
    /// <param name="lead">Where to begin.</param>
    /// <param name="after">The key behind which the rows begin; null for all.</param>
    /// <param name="columns">What to read of <c>c</c>, <c>s</c> and <c>p</c>.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="connection">Where it runs.</param>
    /// <param name="scores">Where scores are; null where nobody stores any.</param>
    public static NpgsqlCommand Write(
        CallQuestion question, Stretch stretch, ScanLead lead, CallCursor? after, string columns, int limit,
        NpgsqlConnection connection, IScoredCalls? scores)
    {
        var command = new NpgsqlCommand { Connection = connection };
        var statement = new CallStatement(question, stretch, lead, after, scores, command);
        command.CommandText =
            $"""
            SELECT {columns}
            FROM ({statement.Matching(limit)}) c
            JOIN series s USING (series_id)
            LEFT JOIN {scores?.Counts ?? NoScores} v ON v.project_id = c.project_id AND v.started_at = c.started_at
              AND v.trace_id = c.trace_id AND v.span_id = c.span_id
            LEFT JOIN payloads p ON {PayloadOfCall} AND p.started_at >= $2 AND p.started_at < $3
            {Order}
            """;
        return command;
    }

    private static bool CanProbe(CallQuestion question) =>
        question.HasOwnIndex || question.IsSlow || question.Series!.Count <= MaxProbes;

    private string Matching(int limit)
    {
        var first = _lead switch
        {
            ScanLead.Scores => _scores?.Keys($"{CallConditions.InRange("k")} AND {_calls.Behind("k")}"),
            ScanLead.Words =>
                $"""
                SELECT k.started_at, k.trace_id, k.span_id FROM payloads k
                WHERE {CallConditions.InRange("k")} AND {_calls.Behind("k")} AND {_calls.HasWords("k", _stretch.Words)}
                {(IsLook ? OrderOfKeys : "")}
                """,
            _ => null,
        };
        if (first is not null)
        {
            // OFFSET keeps the look-up of each call by itself: the planner might read the whole day instead.
            return $"""
                SELECT c.* FROM ({first} OFFSET 0) k CROSS JOIN LATERAL (
                  {Calls()} AND c.started_at = k.started_at AND c.trace_id = k.trace_id AND c.span_id = k.span_id OFFSET 0) c
                {OrderOfKeys} LIMIT {limit}
                """;
        }

        var probe = _stretch.HasCallIndexes && !_question.HasOwnIndex ? Probe() : null;
        return probe is { } given
            ? $"""
                SELECT c.* FROM unnest({given.Keys}::int[]) AS probe(key) CROSS JOIN LATERAL (
                  {Calls()} AND {given.Condition} {Order} LIMIT {limit}) c
                {Order} LIMIT {limit}
                """
            : $"{Calls()} {Order} LIMIT {limit}";
    }

    /// <summary>
    /// Whether the index leads to too many, as the words of a phrase stand apart in some. These are taken in their order, and
    /// read until there are enough.
    /// </summary>
    private bool IsLook =>
        _lead == ScanLead.Words && _stretch.Words == WordIndex.Current && _question.Words is { Looks.Length: > 0 };

    private string Calls()
    {
        if (_question.Words is null || (_lead == ScanLead.Words && !IsLook))
        {
            return $"SELECT c.* FROM calls c WHERE {_calls.Where}";
        }

        var words = $"{PayloadOfCall} AND {CallConditions.InRange("p")} AND {string.Join(" AND ", Words(_question.Words))}";
        // Few calls: each is looked at by itself. Nearly all: the texts are read in one go.
        return _stretch.Words != WordIndex.None || _question.IsNarrowing
            ? $"SELECT c.* FROM calls c WHERE {_calls.Where} AND EXISTS (SELECT FROM payloads p WHERE {words} OFFSET 0)"
            : $"SELECT c.* FROM calls c JOIN payloads p ON {words} WHERE {_calls.Where}";
    }

    private IEnumerable<string> Words(CallWords words)
    {
        if (_stretch.Words == WordIndex.Former)
        {
            yield return _calls.HasWords("p", WordIndex.Former);
            yield break;
        }

        // Looking for the letters is cheaper than for the words.
        foreach (var sieve in IsLook ? [] : words.Sieves)
        {
            var pattern = _calls.Add(sieve.Pattern);
            yield return $"(p.input {sieve.Operator} {pattern} OR p.output {sieve.Operator} {pattern})";
        }

        yield return _calls.Reads("p", IsLook ? words.Looks : words.Patterns);
    }

    /// <summary>
    /// Several values of an index's first column: each is read in order for itself, and the best of all are taken. Null
    /// where the planner is left to choose.
    /// </summary>
    private (string Keys, string Condition)? Probe()
    {
        var series = !_question.IsExcluding && _question.Series is { Count: <= MaxProbes } ids ? ids.ToArray() : null;
        if (!_question.IsSlow)
        {
            return series is null ? null : (_calls.Add(series), "c.series_id = probe.key");
        }

        // Close to a power of two the band below counts, too: the database's logarithm may round differently.
        var microseconds = Math.Max(1, _question.Filter.MinLatencyMs!.Value * 1000);
        var lowest = Math.Max(0, (int)Math.Floor(Math.Log2(microseconds) - 1e-9));
        var bands = _calls.Add(Enumerable.Range(lowest, MaxBand - lowest + 1).ToArray());
        if (series is null)
        {
            return (bands, $"{PartitionIndexes.Band} = probe.key");
        }

        // Two indexes could lead: the planner can tell how many calls are that slow and how many are of these series.
        _calls.And($"{PartitionIndexes.Band} = ANY({bands})");
        return null;
    }
}
