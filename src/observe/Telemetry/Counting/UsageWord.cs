namespace Dashboard.Telemetry.Counting;

/// <summary>The words that names of counts are made of, whatever their spelling and order.</summary>
[Flags]
internal enum UsageWord : uint
{
    None = 0,
    Token = 1 << 0,
    Count = 1 << 1,
    Total = 1 << 2,
    Detail = 1 << 3,
    Input = 1 << 4,
    Prompt = 1 << 5,
    Output = 1 << 6,
    Completion = 1 << 7,
    Candidates = 1 << 8,
    Eval = 1 << 9,
    Cache = 1 << 10,
    Write = 1 << 11,
    Miss = 1 << 12,
    No = 1 << 13,
    Hour = 1 << 14,
    Minutes = 1 << 15,
    Reasoning = 1 << 16,
    Thoughts = 1 << 17,
    Audio = 1 << 18,
    Image = 1 << 19,
    Images = 1 << 20,
    Text = 1 << 21,
    Other = 1 << 22,
    Tool = 1 << 23,
    Billed = 1 << 24,

    /// <summary>Not about tokens, or about a share that another count already holds.</summary>
    Stop = 1 << 25,
    Unknown = 1 << 26,

    AnyInput = Input | Prompt,
    AnyOutput = Output | Completion | Candidates,
    AnyReasoning = Reasoning | Thoughts,
    AnyKind = Audio | Image | Images | Text | Other,
}
