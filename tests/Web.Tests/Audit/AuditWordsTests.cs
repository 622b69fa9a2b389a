using Dashboard.EventStore;
using Dashboard.Web.Audit;
using Xunit;

namespace Dashboard.Web.Tests.Audit;

public sealed class AuditWordsTests
{
    [Theory]
    [InlineData("route_rolled_back", "Route rolled back")]
    [InlineData("signed_in", "Signed in")]
    [InlineData("", "")]
    public void A_kind_is_said_in_words(string type, string words) => Assert.Equal(words, AuditWords.Kind(type));

    [Fact]
    public void An_intact_record_is_said_with_its_size_and_what_is_not_sealed()
    {
        Assert.StartsWith(
            "3 decisions verified: nothing was changed",
            AuditWords.Verdict(new AuditReport(true, 3, "abc", null, 0)),
            StringComparison.Ordinal);
        Assert.Contains(
            "1 event carries no seal",
            AuditWords.Verdict(new AuditReport(true, 3, "abc", null, 1)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_record_names_the_place_and_the_reason() => Assert.Equal(
        "The record was changed at decision 2 (route:gus): Its hash differs.",
        AuditWords.Verdict(new AuditReport(false, 3, "abc", new FirstBad(2, "route:gus", "Its hash differs."), 0)));

    [Fact]
    public void A_record_without_decisions_is_not_called_verified() => Assert.StartsWith(
        "There is no decision yet", AuditWords.Verdict(new AuditReport(true, 0, null, null, 0)), StringComparison.Ordinal);
}
