using CsCheck;
using Dashboard.Deployments.Serving;
using Xunit;

namespace Dashboard.Deployments.Tests.Serving;

public sealed class ServingRouteTests
{
    private const int Sessions = 10_000;

    // Half the width of the 99.9 % interval of a binomial count, by the normal approximation: 3.2905 is the quantile.
    private static readonly double _spread = 3.2905 * Math.Sqrt(Sessions * 0.1 * 0.9);

    private static readonly Gen<string> _salt = Gen.String[Gen.Char.AlphaNumeric, 16, 16];

    [Fact]
    public void Ten_thousand_sessions_at_90_to_10_land_within_the_interval_and_each_stays_on_its_side()
    {
        foreach (var salt in Enumerable.Range(0, 20).Select(i => $"rollout-{i}"))
        {
            var route = SomeRoute.Of(salt, StickyBy.Session, ("v2", 10), ("v1", 90));

            var first = Sides(route);

            Assert.Equal(first, Sides(route));
            Assert.InRange(first.Count(side => side == "v2"), 1000 - _spread, 1000 + _spread);
        }
    }

    [Fact]
    public void From_90_to_10_on_to_80_to_20_nobody_moves_back() => _salt.Sample(
        salt =>
        {
            var before = Sides(SomeRoute.Of(salt, StickyBy.Session, ("v2", 10), ("v1", 90)));
            var after = Sides(SomeRoute.Of(salt, StickyBy.Session, ("v2", 20), ("v1", 80)));

            var moved = before.Zip(after).Where(pair => pair.First != pair.Second).ToList();
            return moved.Count > 0 && moved.All(pair => pair is ("v1", "v2"));
        },
        iter: 20);

    [Fact]
    public void A_raised_weight_moves_callers_only_towards_the_candidate_and_a_lowered_one_only_back() => Gen
        .Select(_salt, Gen.Int[0, 100], Gen.Int[0, 100], Gen.String)
        .Sample((salt, one, other, key) =>
        {
            var (low, high) = (Math.Min(one, other), Math.Max(one, other));
            var before = SomeRoute.Of(salt, StickyBy.User, ("new", low), ("old", 100 - low)).Choose("u" + key);
            var after = SomeRoute.Of(salt, StickyBy.User, ("new", high), ("old", 100 - high)).Choose("u" + key);
            return before.Version == "old" || after.Version == "new";
        });

    [Fact]
    public void A_weight_of_zero_serves_nobody_and_one_of_100_everybody()
    {
        foreach (var sticky in Enum.GetValues<StickyBy>())
        {
            Assert.DoesNotContain("v2", Sides(SomeRoute.Of("s", sticky, ("v2", 0), ("v1", 100))));
            Assert.DoesNotContain("v1", Sides(SomeRoute.Of("s", sticky, ("v2", 100), ("v1", 0))));
        }
    }

    [Theory]
    [InlineData(StickyBy.None, "the same for all")]
    [InlineData(StickyBy.Session, null)]
    [InlineData(StickyBy.Session, "")]
    public void Without_a_key_each_request_is_drawn_anew(StickyBy sticky, string? key)
    {
        var route = SomeRoute.Of("s", sticky, ("v2", 50), ("v1", 50));

        var sides = Enumerable.Range(0, 1000).Select(_ => route.Choose(key).Version).Distinct();

        Assert.Equal(2, sides.Count());
    }

    [Fact]
    public void Another_salt_puts_others_on_the_candidates_side()
    {
        var one = Sides(SomeRoute.Of("one", StickyBy.Session, ("v2", 50), ("v1", 50)));
        var two = Sides(SomeRoute.Of("two", StickyBy.Session, ("v2", 50), ("v1", 50)));

        Assert.InRange(one.Zip(two).Count(pair => pair.First == pair.Second), 4800, 5200);
    }

    [Theory]
    [InlineData("salt", "gus", "session-1", 4200)]
    [InlineData("", "", "", 1637)]
    public void The_bucket_is_the_documented_hash(string salt, string route, string key, int bucket) =>
        Assert.Equal(bucket, SplitBucket.Of(salt, route, key));

    [Fact]
    public void A_key_of_any_length_has_its_bucket() =>
        Assert.InRange(SplitBucket.Of("salt", "gus", new string('ü', 100_000)), 0, SplitBucket.Count - 1);

    private static List<string> Sides(ServingRoute route) =>
        [.. Enumerable.Range(0, Sessions).Select(i => route.Choose($"session-{i}").Version)];
}
