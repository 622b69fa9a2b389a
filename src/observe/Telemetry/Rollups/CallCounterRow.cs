using Dashboard.Events;
using Dashboard.Pricing;
using Npgsql;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Counts a stored call: the same sums that were made of it when it came in.</summary>
public static class CallCounterRow
{
    /// <summary>The columns of <c>calls</c> that the sums are made of.</summary>
    public static readonly string Columns = Of("");

    /// <summary>
    /// The same sums as <see cref="CallCounters.Of"/> makes, made by the database of a group of calls, in the order of
    /// <see cref="RollupColumns.Counters"/>. What is not known adds nothing.
    /// </summary>
    public static readonly string Sums =
        $"""
        count(*), count(*) FILTER (WHERE status = {(int)SpanStatus.Error}),
        count(*) FILTER (WHERE status = {(int)SpanStatus.ClientAbort}),
        coalesce(sum({TokenColumns.Input}), 0)::bigint,
        coalesce(sum({TokenColumns.Output}), 0)::bigint,
        coalesce(sum(cache_read + coalesce(cache_read_audio, 0)), 0)::bigint,
        coalesce(sum(cache_write + cache_write_1h), 0)::bigint,
        coalesce(sum(reasoning), 0)::bigint, coalesce(sum(cost_nano), 0)::bigint,
        count(*) FILTER (WHERE cost_status = {(int)CostStatus.Priced}),
        count(*) FILTER (WHERE cost_status IN ({(int)CostStatus.NoPrice}, {(int)CostStatus.NoUsage}))
        """;

    /// <summary>The columns of one table.</summary>
    /// <param name="table">Its name in the statement with a dot behind it.</param>
    public static string Of(string table) =>
        $"{table}status, {table}cost_status, {table}cost_nano, {TokenColumns.Of(table)}";

    /// <summary>Reads <see cref="Columns"/>, which begin at <paramref name="first"/>.</summary>
    public static CallCounters Read(NpgsqlDataReader row, int first) =>
        CallCounters.Of(
            (SpanStatus)row.GetInt16(first),
            TokenColumns.Read(row, first + 3),
            new CallCost(
                (CostStatus)row.GetInt16(first + 1),
                row.IsDBNull(first + 2) ? null : new Nanodollars(row.GetInt64(first + 2)),
                PriceId: null));
}
