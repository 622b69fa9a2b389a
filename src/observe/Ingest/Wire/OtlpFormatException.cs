namespace Dashboard.Ingest.Wire;

/// <summary>The body as a whole cannot be read. The message says what to change and is sent to the client.</summary>
/// <param name="message">One sentence, without any content of the body.</param>
/// <param name="tooLarge">The body is well formed, but takes more memory than one request may.</param>
internal sealed class OtlpFormatException(string message, bool tooLarge = false) : Exception(message)
{
    public bool TooLarge { get; } = tooLarge;
}
