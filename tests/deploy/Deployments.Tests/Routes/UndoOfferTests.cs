using Dashboard.Deployments.Routes;
using Xunit;

namespace Dashboard.Deployments.Tests.Routes;

public sealed class UndoOfferTests
{
    [Fact]
    public void A_rollback_can_be_taken_back_for_ten_minutes()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100").RollBack();
        var at = story.State.Current!.By.At;

        var offer = UndoOffer.Of(story.State, at + UndoOffer.Lasts - TimeSpan.FromSeconds(1))!;
        Assert.Equal(("v1", "v2"), (offer.Serves, offer.Returns));
        Assert.Equal((2, 3), (offer.Command.ToRevision, offer.Command.IfRevision));
        Assert.Null(UndoOffer.Of(story.State, at + UndoOffer.Lasts));
    }

    [Fact]
    public void An_undo_is_not_itself_undone_by_the_same_key()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100").RollBack();
        story.RollBack(to: UndoOffer.Of(story.State, story.Now)!.To.Number);

        Assert.Equal("v2:100", story.Split);
        Assert.True(UndoOffer.IsUndo(story.State, story.State.Current!));
        Assert.Null(UndoOffer.Of(story.State, story.Now));
    }

    [Fact]
    public void Of_two_rollbacks_in_a_row_the_second_is_taken_back()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100", "v3:100").RollBack().RollBack();
        var offer = UndoOffer.Of(story.State, story.Now)!;

        Assert.Equal(("v1", "v2"), (offer.Serves, offer.Returns));
        Assert.Equal("v2:100", story.RollBack(to: offer.To.Number).Split);
    }

    [Fact]
    public void A_deployment_offers_no_undo()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100");
        Assert.Null(UndoOffer.Of(story.State, story.Now));
    }
}
