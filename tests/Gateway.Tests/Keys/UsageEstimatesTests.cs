using Dashboard.Events;
using Dashboard.Gateway.Keys;
using Xunit;

namespace Dashboard.Gateway.Tests.Keys;

public sealed class UsageEstimatesTests
{
    private readonly UsageEstimates _estimates = new();

    [Fact]
    public void What_the_request_allows_counts_before_what_was_learned()
    {
        Assert.Equal(UsageEstimates.FirstOutput, Of(300).Output);
        Assert.Equal(50, Of(300, maxOutput: 50).Output);
        Assert.Equal(400, Of(300).Input);
    }

    [Fact]
    public void A_route_is_known_by_its_largest_calls_which_are_forgotten_slowly()
    {
        Learn(input: 100, output: 900);
        Learn(input: 50, output: 10);

        Assert.InRange(Of(100).Output, 850, 900);
        Assert.InRange(Of(100).Input, 95, 100);
        for (var i = 0; i < 300; i++)
        {
            Learn(input: 50, output: 10);
        }

        Assert.Equal(10, Of(100).Output);
        Assert.Equal(UsageEstimates.FirstOutput, _estimates.Of(ProjectId.First, "other", 1, null).Output);
    }

    private TokenCounts Of(long guess, long? maxOutput = null) =>
        _estimates.Of(ProjectId.First, "gus", guess, maxOutput);

    private void Learn(long input, long output) => _estimates.Learn(
        ProjectId.First, "gus", 100, new TokenCounts { InputUncached = input, OutputText = output });
}
