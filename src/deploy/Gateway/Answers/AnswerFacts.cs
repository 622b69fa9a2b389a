using Dashboard.Events;
using Dashboard.Gateway.Requests;
using Dashboard.Telemetry.Counting;

namespace Dashboard.Gateway.Answers;

/// <summary>What an answer said of itself, whole or in pieces; of repeated things the last one holds.</summary>
internal sealed class AnswerFacts(int maxChars)
{
    public string? Id { get; set; }

    public string? Model { get; set; }

    public string? ServiceTier { get; set; }

    public ReportedUsage? Usage { get; set; }

    /// <summary>The usage as it came.</summary>
    public RawUsages RawUsages { get; } = new();

    /// <summary>The same as JSON.</summary>
    public string? RawUsage => RawUsages.ToJson();

    public Nanodollars? ReportedCost { get; set; }

    /// <summary>A class, where the answer says that it failed although it came with status 200.</summary>
    public string? Error { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>Whether the stream said that it is complete.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Content, reasoning and tool deltas seen.</summary>
    public int Deltas { get; set; }

    /// <summary>What their texts are guessed to have, in quarters of a token.</summary>
    public long QuarterTokens { get; set; }

    public SortedSet<string> FinishReasons { get; } = new(StringComparer.Ordinal);

    /// <summary>The answer as far as it is kept: put together of deltas, or as it came.</summary>
    public AnswerText Text { get; } = new(maxChars);

    public string? FinishReason => FinishReasons.Count switch
    {
        0 => null,
        1 => FinishReasons.Min,
        _ => string.Join(',', FinishReasons),
    };

    /// <summary>
    /// Output tokens by what was seen: servers send one or more a delta, and the length of the text says more.
    /// </summary>
    public long EstimatedOutputTokens =>
        Math.Max(Deltas, (QuarterTokens + TextTokens.PerToken - 1) / TextTokens.PerToken);

    /// <summary>Notes a piece of text that came.</summary>
    /// <param name="text">As it is written in JSON.</param>
    public void Saw(ReadOnlySpan<byte> text) => Saw(TextTokens.Quarters(text));

    public void Saw(long quarterTokens)
    {
        Deltas++;
        QuarterTokens += quarterTokens;
    }
}
