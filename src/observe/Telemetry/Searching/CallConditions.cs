using System.Text;
using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Npgsql;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// What a question asks of a row <c>c</c> of calls, as conditions of a statement with its parameters; the first three are
/// the project and the range.
/// </summary>
internal sealed class CallConditions
{
    private readonly CallQuestion _question;
    private readonly CallCursor? _after;
    private readonly NpgsqlParameterCollection _parameters;
    private readonly StringBuilder _where = new("c.counted");

    /// <param name="question">What is asked.</param>
    /// <param name="stretch">The part of the past, already cut to what is to be read.</param>
    /// <param name="after">The key behind which the rows begin; null for all.</param>
    /// <param name="parameters">Of the statement; none yet.</param>
    public CallConditions(
        CallQuestion question, Stretch stretch, CallCursor? after, NpgsqlParameterCollection parameters)
    {
        (_question, _after, _parameters) = (question, after, parameters);
        var filter = question.Filter;
        And("c.project_id = {0}", filter.Project.Value);
        And("c.started_at >= {0}", stretch.From);
        And("c.started_at < {0}", stretch.To);
        And("c.status = {0}", (short?)filter.Status);
        And("c.status <> 0", filter.Status is not (null or SpanStatus.Ok));
        And("c.cost_status = ANY({0})", filter.Cost?.Numbers());
        And("c.cost_status <> 0", filter.Cost is not (null or CostGroup.Priced));
        And("c.duration_us >= {0}", filter.MinLatencyMs is { } ms ? (long)Math.Ceiling(ms * 1000) : null);
        And("c.user_id = {0}", filter.User);
        And("c.session_id = {0}", filter.Session);
        And(question.IsExcluding ? "NOT c.series_id = ANY({0})" : "c.series_id = ANY({0})", question.Series?.ToArray());
        And(Behind("c"), after is not null);
    }

    public string Where => _where.ToString();

    /// <summary>That a row lies in the project and the range.</summary>
    public static string InRange(string row) => $"{row}.project_id = $1 AND {row}.started_at >= $2 AND {row}.started_at < $3";

    /// <summary>That a key lies behind the cursor.</summary>
    public string Behind(string row) => _after is { } cursor
        ? $"({row}.started_at, {row}.trace_id, {row}.span_id) < "
            + $"({Add(cursor.StartedAt)}, {Add(cursor.TraceId.ToGuid())}, {Add(cursor.SpanId.ToBigint())})"
        : "true";

    /// <summary>That a row of payloads has the words that are searched, as the index tells.</summary>
    public string HasWords(string row, WordIndex index) => index == WordIndex.Former
        ? _question.Words!.Former is { } former ? $"call_words({row}.input, {row}.output) @@ {Add(former)}::tsquery" : "false"
        : $"call_words_2({row}.input, {row}.output) @@ {Add(_question.Words!.Query)}::tsquery";

    /// <summary>That the text of a row of payloads has all that the patterns ask for.</summary>
    public string Reads(string row, string[] patterns) => $"call_text({row}.input, {row}.output) LIKE ALL ({Add(patterns)})";

    public void And(string condition, bool applies = true)
    {
        if (applies)
        {
            _where.Append(" AND ").Append(condition);
        }
    }

    /// <summary>Adds a parameter and returns its name.</summary>
    public string Add(object value)
    {
        _parameters.Add(new() { Value = value });
        return "$" + _parameters.Count;
    }

    private void And(string condition, object? value)
    {
        if (value is not null)
        {
            _where.Append(" AND ").AppendFormat(null, condition, Add(value));
        }
    }
}
