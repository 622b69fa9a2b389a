using System.Text;
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

    private const string NoScores =
        """
        (SELECT c.*, 0::bigint AS up, 0::bigint AS down, 0::bigint AS evaluated, 0::bigint AS flagged FROM calls c LIMIT 0)
        """;

    private readonly CallQuestion _question;
    private readonly Stretch _stretch;
    private readonly CallCursor? _after;
    private readonly NpgsqlCommand _command;
    private readonly ScoreConditions? _scores;
    private readonly StringBuilder _where = new("c.counted");

    private CallStatement(
        CallQuestion question, Stretch stretch, CallCursor? after, IScoredCalls? scores, NpgsqlCommand command)
    {
        (_question, _stretch, _after, _command) = (question, stretch, after, command);
        Narrow();
        _scores = scores is null ? null : new ScoreConditions(Filter, scores, Add);
        foreach (var test in _scores?.Tests(AreScoresFirst(question, stretch)) ?? [])
        {
            And(test, true);
        }
    }

    private CallFilter Filter => _question.Filter;

    /// <summary>How the stretch will be read.</summary>
    public static ScanKind Kind(CallQuestion question, Stretch stretch)
    {
        var filter = question.Filter;
        if (AreScoresFirst(question, stretch))
        {
            return ScoreConditions.HaveIndex(filter) && !IsNarrowedOtherwise(question) ? ScanKind.Index : ScanKind.Rows;
        }

        if (question.Query is not null)
        {
            return stretch.HasWordIndexes ? ScanKind.Words : ScanKind.Rows;
        }

        if (HasOwnIndex(filter) || IsSlow(filter) || (question.Series is not null && !question.IsExcluding))
        {
            return stretch.HasCallIndexes && (HasOwnIndex(filter) || IsSlow(filter) || question.Series!.Count <= MaxProbes)
                ? ScanKind.Index
                : ScanKind.Rows;
        }

        return question.Series is not null || filter is not { Status: null, Cost: null, Feedback: null }
            ? ScanKind.Rows
            : ScanKind.Newest;
    }

    /// <param name="question">What is asked.</param>
    /// <param name="stretch">The part of the past, already cut to what is to be read.</param>
    /// <param name="after">The key behind which the rows begin; null for all.</param>
    /// <param name="columns">What to read of <c>c</c>, <c>s</c> and <c>p</c>.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="connection">Where it runs.</param>
    /// <param name="scores">Where scores are; null where nobody stores any.</param>
    public static NpgsqlCommand Write(
        CallQuestion question, Stretch stretch, CallCursor? after, string columns, int limit, NpgsqlConnection connection,
        IScoredCalls? scores)
    {
        var command = new NpgsqlCommand { Connection = connection };
        var statement = new CallStatement(question, stretch, after, scores, command);
        command.CommandText =
            $"""
            SELECT {columns}
            FROM ({statement.Matching(limit)}) c
            JOIN series s USING (series_id)
            LEFT JOIN {scores?.Counts ?? NoScores} v ON v.project_id = c.project_id AND v.started_at = c.started_at
              AND v.trace_id = c.trace_id AND v.span_id = c.span_id
            LEFT JOIN payloads p ON p.project_id = c.project_id AND p.started_at = c.started_at
              AND p.trace_id = c.trace_id AND p.span_id = c.span_id AND p.started_at >= $2 AND p.started_at < $3
            ORDER BY c.started_at DESC, c.trace_id DESC, c.span_id DESC
            """;
        return command;
    }

    // A user, a session, a failure or a missing price is found by an index of its own.
    private static bool HasOwnIndex(CallFilter filter) => (filter.User ?? filter.Session) is not null
        || filter.Status is SpanStatus.Error or SpanStatus.ClientAbort
        || filter.Cost is not (null or CostGroup.Priced);

    // Only few calls have the score, and nothing else that is asked for is likely to lead to fewer.
    private static bool AreScoresFirst(CallQuestion question, Stretch stretch) =>
        ScoreConditions.AskFor(question.Filter)
        && !(question.Query is not null && stretch.HasWordIndexes)
        && !(HasOwnIndex(question.Filter) && stretch.HasCallIndexes);

    private static bool IsNarrowedOtherwise(CallQuestion question) =>
        question.Query is not null
        || (question.Series is not null && !question.IsExcluding)
        || question.Filter is not { Status: null, Cost: null, MinLatencyMs: null, User: null, Session: null };

    private static bool IsSlow(CallFilter filter) => filter.MinLatencyMs > 0;

    private void Narrow()
    {
        And("c.project_id = {0}", Filter.Project.Value);
        And("c.started_at >= {0}", _stretch.From);
        And("c.started_at < {0}", _stretch.To);
        And("c.status = {0}", (short?)Filter.Status);
        And("c.status <> 0", Filter.Status is not (null or SpanStatus.Ok));
        And("c.cost_status = ANY({0})", Filter.Cost?.Numbers());
        And("c.cost_status <> 0", Filter.Cost is not (null or CostGroup.Priced));
        And("c.duration_us >= {0}", Filter.MinLatencyMs is { } ms ? (long)Math.Ceiling(ms * 1000) : null);
        And("c.user_id = {0}", Filter.User);
        And("c.session_id = {0}", Filter.Session);
        And(_question.IsExcluding ? "NOT c.series_id = ANY({0})" : "c.series_id = ANY({0})", _question.Series?.ToArray());
        And(Behind("c"), _after is not null);
    }

    /// <summary>The condition that a key lies behind the cursor.</summary>
    private string Behind(string row) => _after is { } cursor
        ? $"({row}.started_at, {row}.trace_id, {row}.span_id) < "
            + $"({Add(cursor.StartedAt)}, {Add(cursor.TraceId.ToGuid())}, {Add(cursor.SpanId.ToBigint())})"
        : "true";

    private string Matching(int limit)
    {
        var areScoresFirst = AreScoresFirst(_question, _stretch);
        var isProbed = _question.Query is null && _stretch.HasCallIndexes && !HasOwnIndex(Filter) && !areScoresFirst;
        var probe = isProbed ? Probe() : null;
        var calls = _question.Query is { } query ? WithWords(query) : $"SELECT c.* FROM calls c WHERE {_where}";
        var range = $"k.project_id = $1 AND k.started_at >= $2 AND k.started_at < $3 AND {Behind("k")}";
        if (areScoresFirst && _scores?.Keys(range) is { } first)
        {
            // OFFSET keeps the look-up of each call by itself: the planner might read the whole day instead.
            return $"""
                SELECT c.* FROM ({first}) k CROSS JOIN LATERAL (
                  {calls} AND c.started_at = k.started_at AND c.trace_id = k.trace_id AND c.span_id = k.span_id OFFSET 0) c
                ORDER BY k.started_at DESC, k.trace_id DESC, k.span_id DESC LIMIT {limit}
                """;
        }

        const string Order = "ORDER BY c.started_at DESC, c.trace_id DESC, c.span_id DESC";
        return probe is { } given
            ? $"""
                SELECT c.* FROM unnest({given.Keys}::int[]) AS probe(key) CROSS JOIN LATERAL (
                  {calls} AND {given.Condition} {Order} LIMIT {limit}) c
                {Order} LIMIT {limit}
                """
            : $"{calls} {Order} LIMIT {limit}";
    }

    private string WithWords(string query)
    {
        foreach (var lexeme in _stretch.HasWordIndexes ? [] : _question.Lexemes)
        {
            var pattern = Add($"%{lexeme}%");
            _where.Append(null, $" AND (p.input ILIKE {pattern} OR p.output ILIKE {pattern})");
        }

        // Unqualified in the index, and no column of calls has these names.
        return $"""
            SELECT c.* FROM calls c JOIN payloads p ON p.project_id = c.project_id AND p.started_at = c.started_at
              AND p.trace_id = c.trace_id AND p.span_id = c.span_id
            WHERE {_where} AND p.project_id = $1 AND p.started_at >= $2 AND p.started_at < $3
              AND call_words(p.input, p.output) @@ {Add(query)}::tsquery
            """;
    }

    /// <summary>
    /// Several values of an index's first column: each is read in order for itself, and the best of all are taken. Null
    /// where the planner is left to choose.
    /// </summary>
    private (string Keys, string Condition)? Probe()
    {
        var series = !_question.IsExcluding && _question.Series is { Count: <= MaxProbes } ids ? ids.ToArray() : null;
        if (!IsSlow(Filter))
        {
            return series is null ? null : (Add(series), "c.series_id = probe.key");
        }

        // Close to a power of two the band below counts, too: the database's logarithm may round differently.
        var lowest = Math.Max(0, (int)Math.Floor(Math.Log2(Math.Max(1, Filter.MinLatencyMs!.Value * 1000)) - 1e-9));
        var bands = Add(Enumerable.Range(lowest, MaxBand - lowest + 1).ToArray());
        if (series is null)
        {
            return (bands, $"{PartitionIndexes.Band} = probe.key");
        }

        // Two indexes could lead: the planner can tell how many calls are that slow and how many are of these series.
        And($"{PartitionIndexes.Band} = ANY({bands})", true);
        return null;
    }

    private void And(string condition, bool applies)
    {
        if (applies)
        {
            _where.Append(" AND ").Append(condition);
        }
    }

    private void And(string condition, object? value)
    {
        if (value is not null)
        {
            _where.Append(" AND ").AppendFormat(null, condition, Add(value));
        }
    }

    private string Add(object value)
    {
        _command.Parameters.Add(new() { Value = value });
        return "$" + _command.Parameters.Count;
    }
}
