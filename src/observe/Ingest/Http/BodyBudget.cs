namespace Dashboard.Ingest.Http;

/// <summary>
/// The memory that request bodies may take together. Beyond it clients are told to come again, instead of us growing.
/// </summary>
/// <param name="bytes">256 MiB: four bodies of the largest size, or thousands of ordinary ones.</param>
internal sealed class BodyBudget(long bytes = 256L << 20)
{
    private long _left = bytes;

    /// <summary>False when that many bytes are not to be had now.</summary>
    public bool TryTake(long count)
    {
        if (Interlocked.Add(ref _left, -count) >= 0)
        {
            return true;
        }

        Return(count);
        return false;
    }

    public void Return(long count) => Interlocked.Add(ref _left, count);
}
