using Dashboard.Deployments.Connections;
using Dashboard.Deployments.Models;
using Dashboard.Deployments.Routes;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Deployments.Tests.Routes;

/// <summary>A route made by decisions, one after the other, without a database.</summary>
internal sealed class RouteStory
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A minute later with each decision.</summary>
    public DateTimeOffset Now { get; private set; } = _noon;

    public RouteState State { get; private set; } = RouteState.None(ProjectId.First, "gus");

    public DeploymentBook Book { get; private set; } = DeploymentBook.Of(
        [new Connection("local", "http://127.0.0.1:9/v1", null, _noon, "person:ann", null)],
        Enumerable.Range(1, 5).Select(i => Version($"v{i}")),
        []);

    /// <summary>What is in force, such as <c>v1:90 v2:10</c>: the order is that of the buckets.</summary>
    public string Split =>
        string.Join(' ', State.Current!.Content.Split.Select(side => $"{side.Version}:{side.Weight}"));

    public static ModelVersion Version(string name) => new()
    {
        Project = ProjectId.First,
        Model = "gus",
        Version = name,
        Provider = ProviderNames.OpenAiCompatible,
        Connection = "local",
        UpstreamModel = "up-" + name,
        CreatedAt = _noon,
    };

    /// <summary>Where the route stands now.</summary>
    public RouteStanding Standing =>
        new(State, RollbackTarget.Find(State, content => Book.CanServe(ProjectId.First, content)));

    /// <summary>Deploys splits one after the other, each such as <c>v1:90 v2:10</c>.</summary>
    public RouteStory Deploy(params string[] splits)
    {
        foreach (var split in splits)
        {
            Accept(RouteDecisions.Decide(State, Book, Command(split), $"salt-{State.Revisions.Count + 1}"));
        }

        return this;
    }

    public RouteStory Deploy(DeployRoute command) =>
        Accept(RouteDecisions.Decide(State, Book, command, $"salt-{State.Revisions.Count + 1}"));

    /// <summary>Deploys a version of another model than gus.</summary>
    public RouteStory DeployOther(string model, string version) => Accept(new RouteDecision.Accepted(new RouteDeployed(
        1, "gus", State.Revisions.Count + 1,
        new RouteContent(model, [new WeightedVersion(version, 100)], "session", $"salt-{model}-{version}", null))));

    public RouteStory RollBack(int? to = null) => Accept(Decide(to));

    public RouteDecision Decide(int? to = null) =>
        RollbackDecisions.Decide(State, Book, new RollBack("bad", to), Guid.NewGuid(), Now);

    public RouteStory Promote() => Accept(RouteDecisions.Promote(State, Book, new()));

    public RouteStory Abort() => Accept(RouteDecisions.Abort(State, new()));

    public RouteStory Retire(string version)
    {
        Book = Book with
        {
            Versions = Book.Versions.SetItem(
                (ProjectId.First, "gus", version), Version(version) with { RetiredAt = _noon }),
        };
        return this;
    }

    public static DeployRoute Command(string split) => new(
        "gus",
        [
            .. split.Split(' ').Select(side => side.Split(':'))
                .Select(side => new SplitSide(side[0], int.Parse(side[1], null))),
        ]);

    /// <summary>The problem of a refused decision.</summary>
    public static DeploymentProblem Problem(RouteDecision decision) =>
        Assert.IsType<RouteDecision.Refused>(decision).Problem;

    private RouteStory Accept(RouteDecision decision)
    {
        var accepted = Assert.IsType<RouteDecision.Accepted>(decision);
        State = State.Apply(accepted.Fact, new Stamp(Now, "person:ann", null));
        Now += TimeSpan.FromMinutes(1);
        return this;
    }
}
