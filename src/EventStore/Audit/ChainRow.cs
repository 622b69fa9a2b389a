namespace Dashboard.EventStore;

/// <summary>What the chain says about a row, and the row's text. Hash and number are null or nonsense where somebody meddled.</summary>
internal sealed record ChainRow(long Position, string Stream, string? Number, string? Hash, string Text);
