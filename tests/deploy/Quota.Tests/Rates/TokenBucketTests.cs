using CsCheck;
using Dashboard.Quota.Rates;
using Xunit;

namespace Dashboard.Quota.Tests.Rates;

public sealed class TokenBucketTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_minutes_worth_passes_at_once_and_the_rest_at_the_rate()
    {
        var bucket = new TokenBucket(60, TimeSpan.Zero);
        bucket.Take(60, TimeSpan.Zero);

        Assert.Equal(0, bucket.Remaining(TimeSpan.Zero));
        Assert.Equal(_second, bucket.Wait(1, TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, bucket.Wait(1, _second));
        Assert.Equal(TimeSpan.FromSeconds(59), bucket.FullIn(_second));
    }

    [Fact]
    public void What_was_used_beyond_the_estimate_is_made_up_for()
    {
        var bucket = new TokenBucket(60, TimeSpan.Zero);
        bucket.Take(10, TimeSpan.Zero);
        bucket.Take(80, TimeSpan.Zero);

        Assert.Equal(0, bucket.Remaining(TimeSpan.Zero));
        Assert.Equal(31 * _second, bucket.Wait(1, TimeSpan.Zero));
    }

    [Fact]
    public void What_was_not_used_comes_back_but_never_more_than_fits()
    {
        var bucket = new TokenBucket(60, TimeSpan.Zero);
        bucket.Take(50, TimeSpan.Zero);
        bucket.Take(-100, TimeSpan.Zero);

        Assert.Equal(60, bucket.Remaining(TimeSpan.Zero));
    }

    [Fact]
    public void More_than_fits_is_asked_of_a_full_bucket()
    {
        var bucket = new TokenBucket(60, TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, bucket.Wait(1_000_000, TimeSpan.Zero));
        bucket.Take(1, TimeSpan.Zero);
        Assert.Equal(_second, bucket.Wait(1_000_000, TimeSpan.Zero));
    }

    [Fact]
    public void Over_any_time_no_more_passes_than_a_bucket_and_what_flows_in()
    {
        var asks = Gen.Select(Gen.Long[1, 200], Gen.Int[0, 5_000]).List[1, 200];
        Gen.Select(Gen.Long[1, 1_000], asks).Sample((perMinute, steps) =>
        {
            var bucket = new TokenBucket(perMinute, TimeSpan.Zero);
            var (now, passed, largest) = (TimeSpan.Zero, 0L, 0L);
            foreach (var (units, pause) in steps)
            {
                now += TimeSpan.FromMilliseconds(pause);
                if (bucket.Wait(units, now) == TimeSpan.Zero)
                {
                    bucket.Take(units, now);
                    (passed, largest) = (passed + units, Math.Max(largest, units));
                }
            }

            var most = perMinute + (now.TotalMinutes * perMinute) + Math.Max(0, largest - perMinute);
            Assert.True(passed <= most + 1, $"{passed} passed, at most {most} may.");
        });
    }
}
