using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry.Rollups;

/// <summary>
/// The one list of the columns of <c>calls</c> that hold a call's tokens, a column for each bucket of
/// <see cref="TokenCounts"/>. All of them are null where nobody knows the tokens.
/// </summary>
public static class TokenColumns
{
    /// <summary>In the order in which <see cref="Read"/> takes them.</summary>
    public static IReadOnlyList<TokenColumn> All { get; } =
    [
        new("input_uncached", TokenSide.Input, tokens => tokens.InputUncached),
        new("cache_read", TokenSide.Input, tokens => tokens.CacheRead),
        new("cache_write", TokenSide.Input, tokens => tokens.CacheWrite),
        new("cache_write_1h", TokenSide.Input, tokens => tokens.CacheWrite1h),
        new("audio_input", TokenSide.Input, tokens => tokens.AudioInput),
        new("output_text", TokenSide.Output, tokens => tokens.OutputText),
        new("reasoning", TokenSide.Output, tokens => tokens.Reasoning),
        new("audio_output", TokenSide.Output, tokens => tokens.AudioOutput),
        new("image_input", TokenSide.Input, tokens => tokens.ImageInput, IsLater: true),
        new("image_output", TokenSide.Output, tokens => tokens.ImageOutput, IsLater: true),
        new("input_images", TokenSide.Pieces, tokens => tokens.InputImages, IsLater: true),
        new("output_images", TokenSide.Pieces, tokens => tokens.OutputImages, IsLater: true),
        new("cache_read_audio", TokenSide.Input, tokens => tokens.CacheReadAudio, IsLater: true),
        new("web_searches", TokenSide.Pieces, tokens => tokens.WebSearches, IsLater: true),
    ];

    /// <summary>All of them, to be selected or copied.</summary>
    public static string Names { get; } = Of("");

    /// <summary>Prompt tokens of a row, as <see cref="TokenCounts.Input"/> adds them up.</summary>
    public static string Input { get; } = Sum(column => column.Side == TokenSide.Input);

    /// <summary>Completion tokens of a row, as <see cref="TokenCounts.Output"/> adds them up.</summary>
    public static string Output { get; } = Sum(column => column.Side == TokenSide.Output);

    /// <summary>Above 0 where the row used anything at all, tokens or not.</summary>
    public static string Anything { get; } = Sum(_ => true);

    /// <summary>All of them, of one table.</summary>
    /// <param name="table">Its name in the statement with a dot behind it.</param>
    public static string Of(string table) => string.Join(", ", All.Select(column => table + column.Name));

    /// <summary>Reads them; null where the tokens are unknown.</summary>
    /// <param name="row">With all the columns one after another.</param>
    /// <param name="first">Where they begin.</param>
    public static TokenCounts? Read(NpgsqlDataReader row, int first)
    {
        var at = first;
        long Next() => row.ValueOrNull<long>(at++) ?? 0;
        return row.IsDBNull(first)
            ? null
            : new TokenCounts
            {
                InputUncached = Next(),
                CacheRead = Next(),
                CacheWrite = Next(),
                CacheWrite1h = Next(),
                AudioInput = Next(),
                OutputText = Next(),
                Reasoning = Next(),
                AudioOutput = Next(),
                ImageInput = Next(),
                ImageOutput = Next(),
                InputImages = Next(),
                OutputImages = Next(),
                CacheReadAudio = Next(),
                WebSearches = Next(),
            };
    }

    private static string Sum(Func<TokenColumn, bool> which) =>
        $"({string.Join(" + ", All.Where(which).Select(column => column.Value))})";
}
