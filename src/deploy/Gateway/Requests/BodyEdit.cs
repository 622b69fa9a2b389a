namespace Dashboard.Gateway.Requests;

/// <summary>Bytes that take the place of others in a body; an empty range inserts.</summary>
internal readonly record struct BodyEdit(int Start, int End, ReadOnlyMemory<byte> Replacement)
{
    /// <summary>What the edit adds to the length.</summary>
    public int Growth => Replacement.Length - (End - Start);
}
