using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Counts a stored call: the same sums that were made of it when it came in.</summary>
internal static class CallCounterRow
{
    /// <summary>The columns of <c>calls</c> that the sums are made of.</summary>
    public const string Columns =
        """
        status, cost_status, cost_nano, input_uncached, cache_read, cache_write, cache_write_1h, audio_input,
        output_text, reasoning, audio_output, image_input, image_output, input_images, output_images,
        cache_read_audio, web_searches
        """;

    /// <summary>
    /// The same sums as <see cref="CallCounters.Of"/> makes, made by the database of a group of calls, in the order of
    /// <see cref="RollupColumns.Counters"/>. What is not known adds nothing.
    /// </summary>
    public static readonly string Sums =
        $"""
        count(*), count(*) FILTER (WHERE status = {(int)SpanStatus.Error}),
        count(*) FILTER (WHERE status = {(int)SpanStatus.ClientAbort}),
        coalesce(sum(input_uncached + cache_read + cache_write + cache_write_1h + audio_input
          + coalesce(image_input, 0) + coalesce(cache_read_audio, 0)), 0)::bigint,
        coalesce(sum(output_text + reasoning + audio_output + coalesce(image_output, 0)), 0)::bigint,
        coalesce(sum(cache_read + coalesce(cache_read_audio, 0)), 0)::bigint,
        coalesce(sum(cache_write + cache_write_1h), 0)::bigint,
        coalesce(sum(reasoning), 0)::bigint, coalesce(sum(cost_nano), 0)::bigint,
        count(*) FILTER (WHERE cost_status = {(int)CostStatus.Priced}),
        count(*) FILTER (WHERE cost_status IN ({(int)CostStatus.NoPrice}, {(int)CostStatus.NoUsage}))
        """;

    /// <summary>Reads <see cref="Columns"/>, which begin at <paramref name="first"/>.</summary>
    public static CallCounters Read(NpgsqlDataReader row, int first) =>
        CallCounters.Of(
            (SpanStatus)row.GetInt16(first),
            ReadTokens(row, first + 3, first + 11),
            new CallCost(
                (CostStatus)row.GetInt16(first + 1),
                row.IsDBNull(first + 2) ? null : new Nanodollars(row.GetInt64(first + 2)),
                PriceId: null));

    /// <summary>
    /// Reads the eight columns from <paramref name="first"/>, which are all known or all unknown, and the six of images,
    /// cached audio and searches from <paramref name="images"/>, which are also unknown where nobody looked for them yet.
    /// </summary>
    public static TokenCounts? ReadTokens(NpgsqlDataReader row, int first, int images) => row.IsDBNull(first)
        ? null
        : new TokenCounts
        {
            InputUncached = row.GetInt64(first),
            CacheRead = row.GetInt64(first + 1),
            CacheWrite = row.GetInt64(first + 2),
            CacheWrite1h = row.GetInt64(first + 3),
            AudioInput = row.GetInt64(first + 4),
            OutputText = row.GetInt64(first + 5),
            Reasoning = row.GetInt64(first + 6),
            AudioOutput = row.GetInt64(first + 7),
            ImageInput = Count(row, images),
            ImageOutput = Count(row, images + 1),
            InputImages = Count(row, images + 2),
            OutputImages = Count(row, images + 3),
            CacheReadAudio = Count(row, images + 4),
            WebSearches = Count(row, images + 5),
        };

    private static long Count(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? 0 : row.GetInt64(column);
}
