using CsCheck;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Telemetry.Tests.Rollups;

public sealed class LatencySketchTests
{
    private static readonly double[] Quantiles = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1];

    /// <summary>Durations from a microsecond to three hours, most of them short, as latencies are.</summary>
    private static readonly Gen<long> Skewed = Gen.Double[0, 23.1].Select(exponent => (long)Math.Exp(exponent));

    private static readonly Gen<long> Bimodal =
        Gen.OneOf(Gen.Long[200_000, 300_000], Gen.Long[8_000_000, 60_000_000]);

    private static readonly Gen<long[]> AnyShape = Gen.OneOf(
        Skewed.Array[1, 400],
        Bimodal.Array[1, 400],
        Gen.Select(Skewed, Gen.Int[1, 300]).Select((value, n) => Enumerable.Repeat(value, n).ToArray()));

    [Fact]
    public void Every_quantile_is_within_one_percent_of_the_exact_one() =>
        AnyShape.Sample(values =>
        {
            var sketch = Of(values);
            var sorted = values.Order().ToArray();
            foreach (var q in Quantiles)
            {
                var exact = sorted[(int)(q * (sorted.Length - 1))];
                Assert.InRange(sketch.Quantile(q), exact * 0.99, exact * 1.01);
            }
        });

    [Fact]
    public void Merging_is_associative_and_equals_adding_everything() =>
        Gen.Select(AnyShape, AnyShape, AnyShape).Sample((a, b, c) =>
        {
            var left = Of(a);
            left.Merge(Of(b));
            left.Merge(Of(c));
            var right = Of(b);
            right.Merge(Of(c));
            var outer = Of(a);
            outer.Merge(right);
            var all = Of([.. a, .. b, .. c]);
            Assert.Equal(all.Encode(), left.Encode());
            Assert.Equal(all.Encode(), outer.Encode());
        });

    [Fact]
    public void The_stored_form_reads_back_the_same() =>
        AnyShape.Sample(values =>
        {
            var sketch = Of(values);
            var copy = LatencySketch.Decode(sketch.Encode());
            Assert.Equal(sketch.Count, copy.Count);
            Assert.Equal(sketch.Encode(), copy.Encode());
        });

    [Fact]
    public void A_cleared_sketch_is_as_good_as_new() =>
        Gen.Select(AnyShape, AnyShape).Sample((former, values) =>
        {
            var sketch = Of(former);
            sketch.Clear();
            Assert.Equal(0, sketch.Count);
            Assert.Empty(sketch.Encode());
            sketch.MergeEncoded(Of(values).Encode());
            Assert.Equal(Of(values).Encode(), sketch.Encode());
        });

    [Fact]
    public void Several_quantiles_at_once_are_those_asked_for_one_by_one() =>
        AnyShape.Sample(values =>
        {
            var sketch = Of(values);
            var together = new double[Quantiles.Length];
            sketch.Quantiles(Quantiles, together);
            Assert.Equal(Quantiles.Select(sketch.Quantile), together);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Nothing_takes_no_time_and_stays_zero(long micros)
    {
        var sketch = Of([micros]);

        Assert.Equal(0, sketch.Quantile(0.5));
    }

    [Fact]
    public void The_longest_duration_fits()
    {
        var sketch = LatencySketch.Decode(Of([long.MaxValue, 1]).Encode());

        Assert.InRange(sketch.Quantile(1), long.MaxValue * 0.99, long.MaxValue * 1.01);
        Assert.InRange(sketch.Quantile(0), 0.99, 1.01);
    }

    [Fact]
    public void Damaged_bytes_are_refused() =>
        Gen.Byte.Array[1, 20].Sample(bytes =>
        {
            try
            {
                Assert.True(LatencySketch.Decode(bytes).Count != 0);
            }
            catch (FormatException)
            {
            }
        });

    [Fact]
    public void A_cut_off_sketch_is_refused() =>
        Assert.Throws<FormatException>(() => LatencySketch.Decode(Of([5, 500]).Encode().AsSpan()[..^1]));

    [Fact]
    public void An_empty_sketch_has_no_quantile() =>
        Assert.Throws<InvalidOperationException>(() => new LatencySketch().Quantile(0.5));

    private static LatencySketch Of(IEnumerable<long> values)
    {
        var sketch = new LatencySketch();
        foreach (var value in values)
        {
            sketch.Add(value);
        }

        return sketch;
    }
}
