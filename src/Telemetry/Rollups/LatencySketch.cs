using System.Buffers;

namespace Dashboard.Telemetry.Rollups;

/// <summary>
/// A mergeable histogram of durations in microseconds with logarithmic buckets: every quantile is within 1 % of the exact
/// one (DDSketch, Masson et al., VLDB 2019, with γ = 1.01 / 0.99). Merging adds counts, so it is exact and associative.
/// </summary>
/// <remarks>
/// Stored as varint pairs (index minus former index, count) in ascending order of index. Index 0 holds zero, index i + 1
/// holds durations in (γ^(i-1), γ^i].
/// </remarks>
internal sealed class LatencySketch
{
    private const double Gamma = 1.01 / 0.99;
    private static readonly double LogGamma = Math.Log(Gamma);
    private static readonly int MaxIndex = IndexOf(long.MaxValue);

    private long[] _counts = [];
    private int _first;

    /// <summary>The number of durations added.</summary>
    public long Count { get; private set; }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="FormatException">The bytes are not a sketch.</exception>
    public static LatencySketch Decode(ReadOnlySpan<byte> bytes)
    {
        var sketch = new LatencySketch();
        sketch.MergeEncoded(bytes);
        return sketch;
    }

    /// <summary>Adds one duration; negative ones count as zero.</summary>
    public void Add(long micros) => Add(IndexOf(micros), 1);

    public void Merge(LatencySketch other)
    {
        for (var i = 0; i < other._counts.Length; i++)
        {
            if (other._counts[i] != 0)
            {
                Add(other._first + i, other._counts[i]);
            }
        }
    }

    /// <summary>Adds a stored sketch without building it first.</summary>
    /// <exception cref="FormatException">The bytes are not a sketch.</exception>
    public void MergeEncoded(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var (first, last) = RangeOf(bytes);
        Reach(first);
        Reach(last);
        var position = -_first;
        while (!bytes.IsEmpty)
        {
            position += (int)Varint.Read(ref bytes);
            var count = Varint.Read(ref bytes);
            _counts[position] += count;
            Count += count;
        }
    }

    /// <summary>The stored form; empty for an empty sketch.</summary>
    public byte[] Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        var former = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] == 0)
            {
                continue;
            }

            Varint.Write(buffer, _first + i - former);
            Varint.Write(buffer, _counts[i]);
            former = _first + i;
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The duration in microseconds at rank ⌊q (n − 1)⌋ of the sorted durations, within 1 %.</summary>
    /// <exception cref="InvalidOperationException">The sketch is empty.</exception>
    public double Quantile(double q)
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("An empty sketch has no quantile.");
        }

        var rank = (long)(q * (Count - 1));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen > rank)
            {
                return ValueOf(_first + i);
            }
        }

        return ValueOf(_first + _counts.Length - 1);
    }

    private static int IndexOf(long micros) => micros <= 0 ? 0 : 1 + (int)Math.Ceiling(Math.Log(micros) / LogGamma);

    /// <summary>The point of a bucket whose relative distance to both of its ends is the same.</summary>
    private static double ValueOf(int index) => index == 0 ? 0 : 2 * Math.Pow(Gamma, index - 1) / (Gamma + 1);

    /// <summary>The lowest and the highest bucket of a stored sketch.</summary>
    private static (int First, int Last) RangeOf(ReadOnlySpan<byte> bytes)
    {
        var first = -1L;
        var index = 0L;
        while (!bytes.IsEmpty)
        {
            index += Varint.Read(ref bytes);
            if (index < 0 || index > MaxIndex || Varint.Read(ref bytes) <= 0)
            {
                throw new FormatException("A latency sketch holds an impossible bucket.");
            }

            first = first < 0 ? index : first;
        }

        return ((int)first, (int)index);
    }

    private void Add(int index, long count)
    {
        Reach(index);
        _counts[index - _first] += count;
        Count += count;
    }

    /// <summary>
    /// Makes room for a bucket; beyond the first two with a margin, so that neighbouring durations do not each copy the
    /// array.
    /// </summary>
    private void Reach(int index)
    {
        const int margin = 16;
        if (_counts.Length == 0)
        {
            (_first, _counts) = (index, new long[1]);
            return;
        }

        var formerEnd = _first + _counts.Length;
        if (index >= _first && index < formerEnd)
        {
            return;
        }

        var spare = _counts.Length == 1 ? 0 : margin;
        var first = index < _first ? Math.Max(0, index - spare) : _first;
        var end = index >= formerEnd ? index + 1 + spare : formerEnd;
        var counts = new long[end - first];
        _counts.CopyTo(counts, _first - first);
        (_first, _counts) = (first, counts);
    }
}
