using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Deployments.Tests.Serving;

public sealed class RouteSnapshotTests
{
    private static readonly RouteSnapshot _snapshot = new(
        [SomeRoute.Of("s", StickyBy.Session, ("v1", 100))],
        [new CallableVersion(ProjectId.First, "gus", new ServingVersion("v0", 0, "gpt-x", SomeRoute.Connection))]);

    [Fact]
    public void A_route_is_found_by_its_project_and_exact_name()
    {
        Assert.Equal("v1", _snapshot.Find(ProjectId.First, "gus")!.Choose("a").Version);
        Assert.Null(_snapshot.Find(new ProjectId(2), "gus"));
        Assert.Null(_snapshot.Find(ProjectId.First, "Gus"));
    }

    [Fact]
    public void A_version_is_found_though_it_serves_nobody()
    {
        Assert.Equal("gpt-x", _snapshot.FindVersion(ProjectId.First, "gus", "v0")!.UpstreamModel);
        Assert.Null(_snapshot.FindVersion(new ProjectId(2), "gus", "v0"));
        Assert.Null(_snapshot.FindVersion(ProjectId.First, "other", "v0"));
    }

    [Fact]
    public void A_request_keeps_the_snapshot_that_it_began_with()
    {
        var table = new RouteTable();
        table.Replace(_snapshot);
        var began = table.Current;

        table.Replace(RouteSnapshot.Empty);

        Assert.NotNull(began.Find(ProjectId.First, "gus"));
        Assert.Null(table.Current.Find(ProjectId.First, "gus"));
    }
}
