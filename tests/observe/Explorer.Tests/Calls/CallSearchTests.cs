using Dashboard.Events;
using Dashboard.Explorer.Calls;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

public sealed class CallSearchTests
{
    [Fact]
    public void The_address_holds_every_filter()
    {
        var search = new CallSearch
        {
            Environment = "prod",
            Route = "gus",
            Model = "m",
            Version = "v2",
            Provider = "openai",
            Prompt = "greet@2",
            User = "ada & bob",
            Session = "s",
            Status = SpanStatus.ClientAbort,
            Cost = CostGroup.NoPrice,
            Feedback = CallFeedback.Down,
            Judgement = CallJudgement.Flagged,
            Score = new ScoreBound("relevance", IsAtLeast: false, 0.25),
            MinLatencyMs = 1500.5,
            Text = "\"late refund\"",
        };
        Assert.Equal(
            "environment=prod&route=gus&model=m&version=v2&provider=openai&prompt=greet@2&user=ada%20%26%20bob&session=s"
            + "&status=client_abort&cost_status=no_price&feedback=down&hallucination=flagged&score=relevance%3C%3D0.25&min_latency_ms=1500.5&q=%22late%20refund%22",
            search.ToQuery([]));
        Assert.True(search.IsNarrowed);
    }

    [Fact]
    public void Everything_is_an_empty_address() => Assert.Equal("", new CallSearch().ToQuery([]));

    [Theory]
    [InlineData(CostGroup.Priced)]
    [InlineData(CostGroup.Unpriced)]
    [InlineData(CostGroup.NoPrice)]
    [InlineData(CostGroup.NoUsage)]
    [InlineData(CostGroup.NothingToPrice)]
    public void Each_group_of_costs_has_its_word(CostGroup group) => Assert.Equal(group, CostGroups.Parse(group.Word()));

    [Fact]
    public void The_words_say_how_calls_were_found_and_how_far_back_was_looked()
    {
        var reach = new CallReach { RowByRowTo = Some.Noon.AddHours(-2), UsedIndex = true, StoppedAt = Some.Noon.AddHours(-3) };
        Assert.Equal("every call looked through back to 10:00:00, older ones looked up", ReachWords.Method(reach, Some.Noon, TimeZoneInfo.Utc));
        Assert.StartsWith("The search stopped at 09:00:00.", ReachWords.Limit(reach, Some.Noon, TimeZoneInfo.Utc), StringComparison.Ordinal);
        Assert.Null(ReachWords.Method(new CallReach(), Some.Noon, TimeZoneInfo.Utc));
    }
}
