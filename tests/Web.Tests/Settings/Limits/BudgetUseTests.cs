using Dashboard.Quota.Limits;
using Dashboard.Ui.Components;
using Dashboard.Web.Settings.Limits;
using Xunit;

namespace Dashboard.Web.Tests.Settings.Limits;

public sealed class BudgetUseTests
{
    [Theory]
    [InlineData("20", "4", 0.2, Tone.Neutral)]
    [InlineData("20", "16", 0.8, Tone.Warning)]
    [InlineData("20", "20", 1, Tone.Bad)]
    [InlineData("20", "30", 1.5, Tone.Bad)]
    public void The_nearer_the_end_the_louder(string usd, string spent, double share, Tone tone)
    {
        var use = new BudgetUse(new BudgetAnswer(usd, "month", null, null, spent, "0", 0));
        Assert.Equal((share, tone), (use.Share, use.Tone));
    }

    [Fact]
    public void It_is_said_in_words_what_was_used_and_of_which_time() => Assert.Equal(
        "$3.20 of $25.00 today (UTC)",
        new BudgetUse(new BudgetAnswer("25", "day", null, null, "3.2", "21.8", 0)).Words);
}
