using Bunit;
using Dashboard.Explorer.Calls;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Dashboard.Ui;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

/// <summary>What is said of calls: how rows show it and filters ask for it.</summary>
public sealed class CallFiltersTests : BunitContext
{
    public CallFiltersTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public void A_row_shows_votes_and_a_flag()
    {
        var row = Show(CallRows.Row() with { Opinion = new CallOpinion(1, 2, CallJudgement.Flagged) });
        Assert.Equal(
            ["2 thumbs-down", "1 thumbs-up", "Judged to hallucinate"],
            row.FindAll("td.opinion [title]").Select(mark => mark.GetAttribute("title")));
        Assert.Empty(Show(CallRows.Row()).FindAll("td.opinion [title]"));
    }

    [Fact]
    public async Task A_score_that_cannot_be_read_says_how_it_is_written_and_changes_no_address()
    {
        // What calls have named cannot be offered then; the filters work all the same.
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
        Services.AddUi();
        Services.AddSingleton(new TelemetryDb(nowhere));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Render<MudProviders>();
        var filters = Render<CallFilters>(p => p.Add(f => f.Search, new CallSearch()));
        var before = Services.GetRequiredService<NavigationManager>().Uri;
        await filters.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        await TryAsync("relevance 0.8");
        Assert.Contains("relevance>=0.8", filters.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(before, Services.GetRequiredService<NavigationManager>().Uri);

        await TryAsync("relevance ≥ 0.8");
        Assert.Empty(filters.Find("[role=alert]").TextContent.Trim());
        Assert.EndsWith(
            "?score=relevance%3E%3D0.8", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        async Task TryAsync(string score)
        {
            await filters.WaitForElement("input[placeholder='relevance>=0.8']").InputAsync(score);
            await filters.Find("form.filters").SubmitAsync();
        }
    }

    [Fact]
    public void A_telephone_shows_a_filter_that_is_used()
    {
        IReadOnlyList<string> Hidden(CallSearch search) =>
        [
            .. Render<CallFilters>(p => p.Add(f => f.Search, search)).FindAll(".not-narrow em")
                .Select(label => label.TextContent),
        ];

        Assert.Equal(["cost", "feedback"], Hidden(new CallSearch()));
        Assert.Equal(["cost"], Hidden(new CallSearch { Feedback = CallFeedback.Down }));
        Assert.Equal(["feedback"], Hidden(new CallSearch { Cost = CostGroup.Unpriced }));
    }

    private IRenderedComponent<CallRow> Show(CallSummary call) =>
        Render<CallRow>(p => p.Add(r => r.Call, call).Add(r => r.Href, "/calls/1").Add(r => r.Now, Some.Noon));
}
