using Dashboard.Events;
using Dashboard.Telemetry.Writing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

public sealed class GatewayFactsTests
{
    private static readonly GatewayFacts Unknown = Facts();

    private static readonly ClientFacts Ada = new("ada", "talk", "greet@2", "staging");

    [Fact]
    public void A_client_fills_every_gap_and_leaves_none_of_its_words_behind()
    {
        var filled = Unknown.With(Ada);

        Assert.Equal(("ada", "talk", "greet@2", "staging"),
            (filled.UserId, filled.SessionId, filled.Series.Prompt, filled.Series.Environment));
        Assert.Equal(Unknown, filled.With(null));
        Assert.Equal(Unknown.With(new ClientFacts("bob", null, null, null)), filled.With(new ClientFacts("bob", null, null, null)));
        Assert.Equal(filled, filled.With(Ada));
    }

    [Fact]
    public void What_the_gateway_knows_stays_and_what_neither_says_stays_unknown()
    {
        var own = Facts(user: "carl", prompt: "greet@1");

        var filled = own.With(Ada with { Environment = null });

        Assert.Equal(("carl", "talk", "greet@1", null),
            (filled.UserId, filled.SessionId, filled.Series.Prompt, filled.Series.Environment));
        Assert.Equal(GatewayFacts.Parts.Session, filled.Filled);
        Assert.Equal(own, filled.Own);
    }

    private static GatewayFacts Facts(string? user = null, string? prompt = null) => new(
        new SeriesKey(ProjectId.First, "gus", "m", "v1", "openai", prompt, null), user, null, GatewayFacts.Parts.None);
}
