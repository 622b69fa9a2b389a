namespace Dashboard.Telemetry.Counting;

/// <summary>What a sender counts beside input and output, which by OpenTelemetry's convention is within them.</summary>
[Flags]
internal enum Outside : byte
{
    Nothing = 0,
    Cache = 1,
    Reasoning = 2,

    /// <summary>What tools gave back, beside Gemini's prompt.</summary>
    Tools = 4,

    /// <summary>Audio, images and other kinds.</summary>
    Kinds = 8,

    /// <summary>The hour's writes, beside the other writes to the cache.</summary>
    LongWrites = 16,

    All = Cache | Reasoning | Tools | Kinds | LongWrites,
}
