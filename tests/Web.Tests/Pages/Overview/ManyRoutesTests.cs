using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Bunit;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

/// <summary>What an overview of many routes costs: no more statements and no more markup than one of few.</summary>
public sealed class ManyRoutesTests(TestConsole console) : BunitContext, IClassFixture<TestConsole>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_frame_of_many_routes_takes_as_many_statements_as_one_of_few()
    {
        var few = await StatementsAsync(routes: 15);
        Assert.InRange(few, RouteStrip.MostShown + 1, 3 * RouteStrip.MostShown);
        Assert.Equal(few, await StatementsAsync(routes: 45));
    }

    [Fact]
    public void As_many_strips_are_drawn_as_are_read()
    {
        var few = Draw(routes: 15);
        var many = Draw(routes: 1500);
        Assert.Equal(RouteStrip.MostShown, few.FindAll(".strip").Count);
        Assert.Equal(RouteStrip.MostShown, many.FindAll(".strip").Count);
        Assert.Contains("1,488 more routes", many.Find(".more").TextContent, StringComparison.Ordinal);
        Assert.InRange(many.Markup.Length, few.Markup.Length, few.Markup.Length * 1.1);
    }

    [Fact]
    public void The_cells_of_a_window_are_parted_once_for_all_routes()
    {
        var window = Window(Series("gus", "v1", Minutes(from: 5, to: 0)), Series("faq", "v1", Minutes(from: 3, to: 1)));
        Assert.Same(window.Buckets("gus"), window.Buckets("gus"));
        Assert.Equal((6, 3, 0), (window.Buckets("gus").Count, window.Buckets("faq").Count, window.Buckets("none").Count));

        window.Apply(Update(isSnapshot: false, Now, Series("faq", "v1", [Point(MinutesAgo(0), 7)])));
        Assert.Equal(4, window.Buckets("faq").Count);
    }

    private async Task<int> StatementsAsync(int routes)
    {
        var (client, project) = await console.NewNumberedProjectAsync(Scopes.Ingest, Scopes.Read, Scopes.Deploy);
        using var _ = client;
        await DeployTwiceAsync(client, routes, connection: $"up-{project}");
        using var sent = await client.PostBytesAsync(
            "v1/traces",
            OtlpJson.Export([.. Enumerable.Range(0, routes).Select(i =>
                OtlpJson.Span(attributes: [("llmops.route", Name(i)), ("llmops.version", "v2")]))]),
            "application/json");
        sent.EnsureSuccessStatusCode();
        var filter = new LiveFilter(new ProjectId(project), TimeRange.Hour.Length, Route: null, Environment: null);
        var look = new OverviewLook(filter, TimeRange.Hour, Route: null, TimeZoneInfo.Utc);

        // What is asked on behalf of this look carries its trace; the console's own loops have others.
        using var asked = new AskedStatements();
        await foreach (var frame in console.Services.GetRequiredService<OverviewFeeds>().WatchAsync(look, Ct))
        {
            if (frame.Model is { } model)
            {
                Assert.Equal(routes, model.Strips.Count);
                Assert.Equal(RouteStrip.MostShown, model.Strips.Count(strip => strip.LastGood is not null));
                return asked.Count;
            }
        }

        throw new InvalidOperationException("There is always a next frame.");
    }

    private async Task DeployTwiceAsync(HttpClient client, int routes, string connection)
    {
        using var admin = console.Admin();
        await DoAsync(
            admin, HttpMethod.Post, "api/connections", new { name = connection, base_url = "https://api.openai.com/v1" });
        foreach (var version in new[] { "v1", "v2" })
        {
            await DoAsync(
                client, HttpMethod.Post, "api/models/gus/versions",
                new { version, provider = "openai-compatible", connection, upstream_model = "gpt-4o-mini" });
            for (var i = 0; i < routes; i++)
            {
                var split = new[] { new { version, weight = 100 } };
                await DoAsync(client, HttpMethod.Put, "api/routes/" + Name(i), new { model = "gus", split, sticky = "none" });
            }
        }

        static async Task DoAsync(HttpClient client, HttpMethod method, string path, object body)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
            using var answer = await client.SendAsync(request, Ct);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    private IRenderedComponent<ServingStrips> Draw(int routes)
    {
        var window = Window([.. Enumerable.Range(0, routes).Select(i => Series(Name(i), "v1", Minutes(from: 5, to: 0, errors: 10)))]);
        var strips = OverviewModel.StripsOf(window, focus: null, totals: null, DecidedRoutes.None);
        return Render<ServingStrips>(p => p.Add(s => s.Strips, strips).Add(s => s.Now, Now));
    }

    private static string Name(int i) => "route-" + i.ToString("d4", CultureInfo.InvariantCulture);

    /// <summary>
    /// Counts the statements that Npgsql traces below an activity of its own. A question about sums also takes one for each
    /// piece of its time, whole days, quarters and minutes: how many depends on the time of the test, so they are left out.
    /// </summary>
    private sealed class AskedStatements : IDisposable
    {
        private static readonly string[] _ofPieces = ["bucket", "date_bin", "call_scores", "telemetry_partitions"];

        private readonly Activity _mine = new("a look");
        private readonly ActivityListener _listener;
        private int _count;

        public AskedStatements()
        {
            _mine.Start();
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = statement =>
                {
                    if (statement.TraceId == _mine.TraceId
                        && statement.GetTagItem("db.query.text") is string sql && !ReadsPiece(sql))
                    {
                        Interlocked.Increment(ref _count);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public int Count => Volatile.Read(ref _count);

        private static bool ReadsPiece(string sql) =>
            _ofPieces.Any(name => sql.Contains(name, StringComparison.Ordinal));

        public void Dispose()
        {
            _mine.Dispose();
            _listener.Dispose();
        }
    }
}
