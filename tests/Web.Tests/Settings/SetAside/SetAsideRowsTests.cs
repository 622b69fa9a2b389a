using Bunit;
using Dashboard.Events;
using Dashboard.Telemetry.SetAside;
using Dashboard.Web.Settings.SetAside;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Dashboard.Web.Tests.Settings.SetAside;

public sealed class SetAsideRowsTests : BunitContext
{
    private static readonly DateTimeOffset _now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_record_is_shown_with_its_reason_as_text_and_can_be_tried_again()
    {
        var asked = 0;
        var rows = Render<SetAsideRows>(p => p
            .Add(c => c.Items,
            [
                new SetAsideRecord(SetAsideKinds.Langfuse, new ProjectId(7), "<b>\uFFFD</b>", "PostgreSQL refuses it.", 3, _now),
                new SetAsideRecord(SetAsideKinds.Gateway, null, "not readable", "It was written by another version.", 0, _now),
            ])
            .Add(c => c.Summary, "2 things")
            .Add(c => c.Now, _now)
            .Add(c => c.MayRetry, true)
            .Add(c => c.OnRetry, EventCallback.Factory.Create(this, () => asked++)));

        Assert.Equal("2 things set aside", rows.Find("h2").TextContent);
        var first = rows.FindAll("tbody tr")[0].Children.Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(["observation of Langfuse", "<b>\uFFFD</b>", "PostgreSQL refuses it.", "7"], first.Take(4));
        Assert.Equal("unknown", rows.FindAll("tbody tr")[1].Children[3].TextContent);
        rows.Find("button").Click();
        Assert.Equal(1, asked);
    }
}
