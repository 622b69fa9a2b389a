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
public sealed class LatencySketch
{
    private const double Gamma = 1.01 / 0.99;
    private static readonly double LogGamma = Math.Log(Gamma);
    private static readonly int MaxIndex = IndexOf(long.MaxValue);
    private static readonly double[] Values = [.. Enumerable.Range(0, MaxIndex + 1).Select(ValueOf)];

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
        var index = 0L;
        while (!bytes.IsEmpty)
        {
            var count = ReadBucket(ref bytes, ref index);
            if (index < _first || index - _first >= _counts.Length)
            {
                Reach((int)index, LastOf(bytes, index));
            }

            _counts[index - _first] += count;
            Count += count;
        }
    }

    /// <summary>Takes everything out, but keeps the room for as much again.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
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
        Span<double> micros = stackalloc double[1];
        Quantiles([q], micros);
        return micros[0];
    }

    /// <summary>The same as <see cref="Quantile"/> for several, in ascending order.</summary>
    /// <exception cref="InvalidOperationException">The sketch is empty.</exception>
    public void Quantiles(ReadOnlySpan<double> ascending, Span<double> micros)
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("An empty sketch has no quantile.");
        }

        var (seen, next) = (0L, 0);
        for (var i = 0; i < ascending.Length; i++)
        {
            var rank = (long)(ascending[i] * (Count - 1));
            while (seen <= rank)
            {
                seen += _counts[next++];
            }

            micros[i] = Values[_first + next - 1];
        }
    }

    private static int IndexOf(long micros) => micros <= 0 ? 0 : 1 + (int)Math.Ceiling(Math.Log(micros) / LogGamma);

    /// <summary>The point of a bucket whose relative distance to both of its ends is the same.</summary>
    private static double ValueOf(int index) => index == 0 ? 0 : 2 * Math.Pow(Gamma, index - 1) / (Gamma + 1);

    /// <summary>Reads a pair: returns the count, and moves <paramref name="index"/> on to its bucket.</summary>
    private static long ReadBucket(ref ReadOnlySpan<byte> bytes, ref long index)
    {
        long count;
        if (bytes.Length >= 2 && (bytes[0] | bytes[1]) < 0x80)
        {
            // Nearly every pair: neighbouring buckets, few durations in each.
            index += bytes[0];
            count = bytes[1];
            bytes = bytes[2..];
        }
        else
        {
            index += Varint.Read(ref bytes);
            count = Varint.Read(ref bytes);
        }

        return index >= 0 && index <= MaxIndex && count > 0
            ? count
            : throw new FormatException("A latency sketch holds an impossible bucket.");
    }

    /// <summary>The highest bucket of the rest of a stored sketch, read so far up to <paramref name="index"/>.</summary>
    private static int LastOf(ReadOnlySpan<byte> bytes, long index)
    {
        while (!bytes.IsEmpty)
        {
            ReadBucket(ref bytes, ref index);
        }

        return (int)index;
    }

    private void Add(int index, long count)
    {
        Reach(index, index);
        _counts[index - _first] += count;
        Count += count;
    }

    /// <summary>
    /// Makes room for buckets; beyond the first with a margin, so that neighbouring durations do not each copy the array.
    /// </summary>
    private void Reach(int low, int high)
    {
        const int margin = 16;
        if (_counts.Length == 0)
        {
            (_first, _counts) = (low, new long[high - low + 1]);
            return;
        }

        var formerEnd = _first + _counts.Length;
        if (low >= _first && high < formerEnd)
        {
            return;
        }

        var spare = _counts.Length == 1 ? 0 : margin;
        var first = low < _first ? Math.Max(0, low - spare) : _first;
        var end = high >= formerEnd ? high + 1 + spare : formerEnd;
        var counts = new long[end - first];
        _counts.CopyTo(counts, _first - first);
        (_first, _counts) = (first, counts);
    }
}
