using Dashboard.Events;

namespace Dashboard.Telemetry.Counting;

/// <summary>Input and output of a report with their parts, to be read in one way or another.</summary>
internal readonly record struct UsageParts
{
    public long Input { get; init; }

    public long Output { get; init; }

    public long CacheRead { get; private init; }

    /// <summary>The part of it that carries audio.</summary>
    private long AudioRead { get; init; }

    public long Reasoning { get; init; }

    public long Tools { get; private init; }

    private long AllWrites { get; init; }

    private long ShortWrites { get; init; }

    private long LongWrites { get; init; }

    private long Audio { get; init; }

    private long Images { get; init; }

    /// <summary>Of kinds that have no bucket, so that they only count where they are outside.</summary>
    private long Others { get; init; }

    private long AudioOut { get; init; }

    private long ImagesOut { get; init; }

    private long OthersOut { get; init; }

    /// <summary>What <paramref name="usage"/> says of the parts; input and output as far as it says them.</summary>
    public static UsageParts Of(in ReportedUsage usage)
    {
        var (audioCached, imagesCached) = (usage[UsageField.AudioCached] ?? 0, usage[UsageField.ImageCached] ?? 0);
        return new UsageParts
        {
            Input = usage.Input ?? 0,
            Output = usage.Output ?? 0,
            CacheRead = usage.CacheRead ?? audioCached + imagesCached + (usage[UsageField.TextCached] ?? 0),
            AudioRead = audioCached,
            AllWrites = usage.CacheWrite ?? 0,
            ShortWrites = usage[UsageField.CacheWrite5m] ?? 0,
            LongWrites = usage.CacheWrite1h ?? 0,
            Reasoning = usage.Reasoning ?? 0,
            Tools = usage[UsageField.ToolInput] ?? 0,

            // Cached audio and images are priced as cached, so they are in the buckets of the cache.
            Audio = Math.Max(0, (usage.AudioInput ?? 0) - audioCached),
            Images = Math.Max(0, (usage.ImageInput ?? 0) - imagesCached),
            Others = (usage[UsageField.TextInput] ?? 0) + (usage[UsageField.OtherInput] ?? 0),
            AudioOut = usage.AudioOutput ?? 0,
            ImagesOut = usage.ImageOutput ?? 0,
            OthersOut = (usage[UsageField.TextOutput] ?? 0) + (usage[UsageField.OtherOutput] ?? 0),
        };
    }

    /// <summary>Those of the ways that make a difference to this report.</summary>
    public Outside Relevant =>
        (CacheRead + AllWrites + ShortWrites + LongWrites > 0 ? Outside.Cache : 0)
        | (Reasoning > 0 ? Outside.Reasoning : 0)
        | (Tools > 0 ? Outside.Tools : 0)
        | (Audio + Images + Others + AudioOut + ImagesOut + OthersOut > 0 ? Outside.Kinds : 0)
        | (LongWrites > 0 && AllWrites >= LongWrites + ShortWrites ? Outside.LongWrites : 0);

    /// <summary>All cache tokens, read this way.</summary>
    public long Cache(Outside outside) => CacheRead + Short(outside) + LongWrites;

    /// <summary>Whether no part is larger than what it is a part of.</summary>
    public bool IsPossible(Outside outside) => InputParts(outside) <= Input && OutputParts(outside) <= Output;

    /// <summary>Everything, read this way: what a total would have to be.</summary>
    public long Sum(Outside outside) =>
        Input + Output
        + (outside.HasFlag(Outside.Cache) ? Cache(outside) : 0)
        + (outside.HasFlag(Outside.Reasoning) ? Reasoning : 0)
        + (outside.HasFlag(Outside.Tools) ? Tools : 0)
        + (outside.HasFlag(Outside.Kinds) ? Audio + Images + Others + AudioOut + ImagesOut + OthersOut : 0);

    /// <summary>The buckets, read this way. None is negative, also where the report is impossible.</summary>
    public TokenCounts Tokens(Outside outside) => new()
    {
        InputUncached = Math.Max(0, Input - InputParts(outside))
            + (outside.HasFlag(Outside.Tools) ? Tools : 0) + (outside.HasFlag(Outside.Kinds) ? Others : 0),
        CacheRead = Math.Max(0, CacheRead - AudioRead),
        CacheReadAudio = Math.Min(CacheRead, AudioRead),
        CacheWrite = Short(outside),
        CacheWrite1h = LongWrites,
        AudioInput = Audio,
        ImageInput = Images,
        OutputText = Math.Max(0, Output - OutputParts(outside)) + (outside.HasFlag(Outside.Kinds) ? OthersOut : 0),
        Reasoning = Reasoning,
        AudioOutput = AudioOut,
        ImageOutput = ImagesOut,
    };

    /// <summary>
    /// Writes of the short life. The plain count is the sum of both lives, unless it is smaller than they are or the
    /// sender keeps the long ones apart.
    /// </summary>
    private long Short(Outside outside) =>
        !outside.HasFlag(Outside.LongWrites) && AllWrites >= ShortWrites + LongWrites
            ? AllWrites - LongWrites
            : Math.Max(AllWrites, ShortWrites);

    private long InputParts(Outside outside) =>
        (outside.HasFlag(Outside.Cache) ? 0 : Cache(outside)) + (outside.HasFlag(Outside.Kinds) ? 0 : Audio + Images);

    private long OutputParts(Outside outside) =>
        (outside.HasFlag(Outside.Reasoning) ? 0 : Reasoning)
        + (outside.HasFlag(Outside.Kinds) ? 0 : AudioOut + ImagesOut);
}
