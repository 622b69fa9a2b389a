using System.Security.Claims;
using Bunit;
using Dashboard.Access;
using Dashboard.Access.People;
using Dashboard.Deployments.Routes;
using Dashboard.Deployments.Serving;
using Dashboard.Deployments.Tests.Routes;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Deployments.Tests.Pages;

/// <summary>
/// Pages over a route that is known from the data folder while the database does not answer: what a page can do then it
/// can do always.
/// </summary>
public abstract class AwayPages : BunitContext
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-pages-");

    protected AwayPages()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("DASHBOARD_DATA", _folder.FullName),
            new("DASHBOARD_DB", "Host=127.0.0.1;Port=9;Timeout=1;Username=nobody;Database=none"),
        ]).Build();
        Services.AddLogging(logging => logging.ClearProviders());
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddPostgres(settings);
        Services.AddEventStore();
        Services.AddDeployments(settings);
        Services.AddScoped<Dashboard.Ui.Components.ReaderZone>();
        Services.AddSingleton(new ActorNames(id => id == "ann" ? "Ann Archer" : null));
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 5, 0, TimeSpan.Zero));

    internal RouteQueries Queries => Services.GetRequiredService<RouteQueries>();

    internal RouteStanding Standing => Queries.Standing(ProjectId.First, "gus")!;

    /// <summary>Puts a story's route in force.</summary>
    internal void Know(RouteStory story) =>
        Services.GetRequiredService<ServingBook>().Load(story.Book.With(story.State));

    internal static Task<AuthenticationState> Person(params string[] scopes) => Task.FromResult(new AuthenticationState(
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, "person:ann"),
                .. scopes.Select(scope => new Claim("scope", scope)),
            ],
            "test"))));

    internal static Task<AuthenticationState> Operator() => Person(Scopes.Read, Scopes.Deploy);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Delete(recursive: true);
    }
}
