using Dashboard.Deployments.Serving;
using Dashboard.Events;

namespace Dashboard.Deployments.Tests.Serving;

internal static class SomeRoute
{
    public static ApprovedConnection Connection { get; } = new("openai", new Uri("https://api.example.test/v1"), null);

    public static ServingRoute Of(string salt, StickyBy sticky, params (string Version, int Weight)[] split) => new()
    {
        Project = ProjectId.First,
        Route = "gus",
        Model = "gus",
        Revision = 1,
        Sticky = sticky,
        Salt = salt,
        Split = [.. split.Select(side => new ServingVersion(side.Version, side.Weight, side.Version, Connection))],
    };
}
