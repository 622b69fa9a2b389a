using Dashboard.Events;
using Dashboard.Quota.Admission;
using Xunit;

namespace Dashboard.Quota.Tests;

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
        Assert.Equal(UsageEstimates.FirstOutput, _estimates.Of(Request(1, null, route: "other")).Output);
    }

    [Fact]
    public void Each_of_several_answers_is_reserved_for()
    {
        Assert.Equal(200, _estimates.Of(Request(300, maxOutput: 50, choices: 4)).Output);
        Assert.Equal(4 * UsageEstimates.FirstOutput, _estimates.Of(Request(300, null, choices: 4)).Output);

        _estimates.Learn(Request(100, null, choices: 4), new TokenCounts { InputUncached = 100, OutputText = 400 });

        Assert.Equal(100, Of(100).Output);
    }

    private static AdmissionRequest Request(long guess, long? maxOutput, long choices = 1, string route = "gus") => new()
    {
        Project = ProjectId.First,
        Key = "key:k",
        Route = route,
        UpstreamModel = "gpt-4o-mini",
        At = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        EstimatedInputTokens = guess,
        MaxOutputTokens = maxOutput,
        Choices = choices,
    };

    private TokenCounts Of(long guess, long? maxOutput = null) => _estimates.Of(Request(guess, maxOutput));

    private void Learn(long input, long output) =>
        _estimates.Learn(Request(100, null), new TokenCounts { InputUncached = input, OutputText = output });
}
