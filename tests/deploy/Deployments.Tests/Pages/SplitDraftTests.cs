using CsCheck;
using Dashboard.Deployments.Pages;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Deployments.Tests.Pages;

public sealed class SplitDraftTests
{
    [Fact]
    public void Of_two_sides_one_takes_what_the_other_leaves() =>
        Assert.Equal([25, 75], Weights(Draft(0, 100).Move(0, 25)));

    [Fact]
    public void Of_three_the_others_keep_their_proportion()
    {
        Assert.Equal([40, 20, 40], Weights(Draft(10, 30, 60).Move(0, 40)));
        Assert.Equal([100, 0, 0], Weights(Draft(10, 30, 60).Move(0, 100)));
    }

    [Fact]
    public void Those_that_had_nothing_share_alike() => Assert.Equal([99, 1, 0], Weights(Draft(100, 0, 0).Move(0, 99)));

    [Fact]
    public void A_version_that_is_taken_out_leaves_its_callers_to_the_others()
    {
        var draft = Draft(50, 25, 25).Remove(0);
        Assert.Equal([50, 50], Weights(draft));
        Assert.Equal([100], Weights(Draft(100).Remove(0)));
    }

    [Fact]
    public void A_version_comes_in_once_and_with_nobody()
    {
        var draft = Draft(100).Add("v9").Add("v9");
        Assert.Equal([100, 0], Weights(draft));
    }

    [Fact]
    public void Whatever_is_moved_the_weights_are_whole_percents_that_sum_to_100() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 7].Select(Gen.Int[-20, 120]).Array[1, 30]).Sample((count, moves) =>
        {
            var draft = Draft([100, .. Enumerable.Repeat(0, count - 1)]);
            foreach (var (side, weight) in moves)
            {
                draft = draft.Move(side % count, weight);
                Assert.Equal(100, Weights(draft).Sum());
                Assert.All(Weights(draft), share => Assert.InRange(share, 0, 100));
            }
        });

    private static SplitDraft Draft(params int[] weights) =>
        new([.. weights.Select((weight, i) => new WeightedVersion($"v{i + 1}", weight))]);

    private static IEnumerable<int> Weights(SplitDraft draft) => draft.Sides.Select(side => side.Weight);
}
