using Dashboard.Explorer.Calls;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

public sealed class CallTableTests
{
    private readonly CallSummary first = CallRows.Row(minutesAgo: 3);
    private readonly CallSummary second = CallRows.Row(minutesAgo: 2);
    private readonly CallSummary third = CallRows.Row(minutesAgo: 1);
    private readonly CallTable table = new();

    [Fact]
    public void New_calls_wait_and_move_no_row()
    {
        table.Show(new CallPage([second, first], null));
        Assert.True(table.Compare(new CallPage([third, second, first], null)));
        Assert.Equal(1, table.New);
        Assert.Equal([second, first], table.Rows);
    }

    [Fact]
    public void Showing_the_newest_page_leaves_nothing_waiting()
    {
        table.Show(new CallPage([second, first], null));
        table.Compare(new CallPage([third, second, first], null));
        table.Show(new CallPage([third, second, first], null));
        Assert.Equal([third, second, first], table.Rows);
        Assert.Equal(0, table.New);
    }

    [Fact]
    public void A_search_that_went_on_says_all_it_used()
    {
        table.Show(new CallPage([second], "more") { Reach = new CallReach { RowByRowTo = Some.Noon, StoppedAt = Some.Noon } });
        Assert.Equal("rows", table.Reach.Method);
        table.Append(new CallPage([first], null) { Reach = new CallReach { UsedIndex = true } });
        Assert.Equal(("rows,index", (DateTimeOffset?)null), (table.Reach.Method, table.Reach.StoppedAt));
    }

    [Fact]
    public void A_late_call_between_known_rows_waits_too()
    {
        table.Show(new CallPage([third, first], null));
        table.Compare(new CallPage([third, second, first], null));
        Assert.Equal(1, table.New);
    }

    [Fact]
    public void Older_calls_follow_at_the_end_and_are_not_repeated()
    {
        table.Show(new CallPage([third, second], "more"));
        table.Append(new CallPage([second, first], null));
        Assert.Equal([third, second, first], table.Rows);
        Assert.Null(table.Older);
    }

    [Fact]
    public void A_whole_page_of_new_calls_may_be_more_than_a_page()
    {
        table.Show(new CallPage([first], null));
        table.Compare(new CallPage([third, second], "more"));
        Assert.True(table.NewIsAtLeast);
        Assert.False(table.Compare(new CallPage([third, second], "more")));
    }
}
