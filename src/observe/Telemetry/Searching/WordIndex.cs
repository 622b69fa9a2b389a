namespace Dashboard.Telemetry.Searching;

/// <summary>By which words the payloads of a time are indexed; the numbers are stored.</summary>
internal enum WordIndex
{
    /// <summary>Not at all, or not all of them.</summary>
    None = 0,

    /// <summary>By those of <c>call_words</c>, until the next index is built: it knows no words of unspaced scripts.</summary>
    Former = 1,

    /// <summary>By those of <c>call_words_2</c>.</summary>
    Current = 2,
}
