using Bunit;
using Dashboard.Events;
using Dashboard.Explorer.Calls;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Dashboard.Telemetry.Pages;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

public sealed class CallComponentTests : BunitContext
{
    private const string Script = "<script>alert(1)</script>";

    public CallComponentTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<PriceBooks>();
    }

    [Fact]
    public void A_row_shows_time_prompt_tokens_and_cost()
    {
        var row = ShowRow(CallRows.Row());
        Assert.Equal("Where is my order?", row.Find("a.open").TextContent);
        Assert.Contains("1,204 → 38", row.Markup, StringComparison.Ordinal);
        Assert.Contains("$0.000653", row.Markup, StringComparison.Ordinal);
        Assert.Equal("2026-11-22T11:59:00Z", row.Find("time").GetAttribute("datetime"));
    }

    [Fact]
    public void A_call_without_a_price_says_so_and_why()
    {
        var row = ShowRow(CallRows.Row(cost: new CallCost(CostStatus.NoPrice, null, null)));
        var cell = row.Find("td.tone-warn");
        Assert.Equal(("unpriced", "No price is known for this model"), (cell.TextContent, cell.GetAttribute("title")));
    }

    [Fact]
    public void A_script_in_a_row_stays_text()
    {
        var row = ShowRow(CallRows.Row(text: Script, status: SpanStatus.Error));
        Assert.Empty(row.FindAll("script"));
        Assert.Equal(Script, row.Find("a.open").TextContent);
    }

    [Fact]
    public void A_script_in_any_part_of_a_trace_stays_text()
    {
        var span = Span(Script);
        var score = new CallScore { Name = Script, Label = Script, Comment = Script, Annotator = Script, At = Some.Noon };
        var detail = Render<SpanDetail>(p => p.Add(s => s.Span, span).Add(s => s.Scores, [score]));
        foreach (var folded in detail.FindAll(".parts details"))
        {
            folded.TriggerEvent("ontoggle", EventArgs.Empty);
        }

        var tree = Render<TraceWaterfall>(p => p
            .Add(w => w.Waterfall, Waterfall.Of(new TraceDetail(Some.TraceId(), [span])))
            .Add(w => w.Href, _ => "/"));

        Assert.Empty(detail.FindAll("script"));
        Assert.Empty(tree.FindAll("script"));
        Assert.Equal(Script, detail.Find(".m.user .text").TextContent);
        Assert.Equal(3, detail.FindAll(".parts details pre").Count(pre => Holds(pre.TextContent, "alert(1)")));
        Assert.Equal(Script, detail.Find("q").TextContent);
        Assert.Contains(Script, tree.Find("[role=row]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_are_a_conversation()
    {
        var view = Render<MessageView>(p => p.Add(m => m.Messages, MessageReader.Read(
            """
            [{"role":"system","content":"Be brief"},{"role":"user","content":"hi"},{"role":"assistant","content":"yes"}]
            """,
            "user")));
        Assert.Equal(["sys", "user", "bot"], view.FindAll(".m").Select(message => message.ClassList[1]));
    }

    [Fact]
    public void A_span_without_content_says_why()
    {
        var detail = Render<SpanDetail>(p => p.Add(s => s.Span, Span("gus") with { Input = null, Output = null }));
        Assert.Contains("No content was captured", detail.Find(".chat").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tokens_of_a_call_are_listed_with_their_price_and_cost()
    {
        var tokens = new TokenCounts { InputUncached = 388, CacheRead = 1024, OutputText = 236 };
        var call = Span("gus").Call! with
        {
            Tokens = tokens,
            Cost = new PriceBooks().Current.Price("openai", "gpt-4o-mini", tokens, SpanStatus.Ok, Some.Noon, null),
        };
        var parts = Render<CostParts>(p => p.Add(c => c.Call, call));

        Assert.Equal(
            [
                "Input", "388", "$0.150", "$0.000058", "Cache read", "1,024", "$0.0750", "$0.000077",
                "Output text", "236", "$0.600", "$0.000142", "Sum", "1,648", "", "$0.000277",
            ],
            parts.FindAll("td").Select(cell => cell.TextContent));
        Assert.Contains("Price row builtin:openai/gpt-4o-mini", parts.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_contradict_each_other_say_why_and_unusual_ones_how_they_were_read()
    {
        var call = Span("gus").Call! with { UsageSource = UsageSource.Inconsistent, UsageNote = "1 is not 2." };
        Assert.Equal(
            "The counts contradict each other. 1 is not 2.",
            Render<CostParts>(p => p.Add(c => c.Call, call)).Find(".usage-note.tone-warn").TextContent);

        call = call with { UsageSource = UsageSource.Reported, UsageNote = "The input leaves the cache out." };
        Assert.Equal(
            "The input leaves the cache out.",
            Render<CostParts>(p => p.Add(c => c.Call, call)).Find(".usage-note.dim").TextContent);
        call = call with { UsageNote = null };
        Assert.Empty(Render<CostParts>(p => p.Add(c => c.Call, call)).FindAll(".usage-note"));
    }

    [Theory]
    [InlineData(0.0004, "The client says $0.000400, $0.000100 more than the price row gives.")]
    [InlineData(0.0001, "The client says $0.000100, $0.000200 less than the price row gives.")]
    [InlineData(0.0003, "The client says $0.000300.")]
    public void A_reported_cost_stands_beside_ours_with_the_difference(double reported, string words)
    {
        var call = Span("gus").Call! with
        {
            Cost = new CallCost(CostStatus.Priced, new Nanodollars(300_000), "builtin:openai/gpt-4o-mini"),
            ReportedCost = Nanodollars.FromDollars((decimal)reported),
        };

        Assert.Contains(words, Render<CostParts>(p => p.Add(c => c.Call, call)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_by_the_piece_have_a_price_each()
    {
        var price = new ModelPrice { Model = "painter", Rates = new TokenRates { PerOutputImage = 0.04m } };
        Services.GetRequiredService<PriceBooks>().Replace(
            new PriceBook([new PriceRow("row", PriceLayer.Set, price, 1)]));
        var tokens = new TokenCounts { OutputImages = 2 };
        var call = Span("gus").Call! with
        {
            Tokens = tokens,
            Cost = new CallCost(CostStatus.Priced, new Nanodollars(80_000_000), "row"),
        };

        Assert.Equal(
            ["Images out, pieces", "2", "$0.040000 each", "$0.080000"],
            Render<CostParts>(p => p.Add(c => c.Call, call)).FindAll("td").Take(4).Select(cell => cell.TextContent));
    }

    [Fact]
    public void Tokens_without_a_price_are_listed_and_called_unpriced()
    {
        var call = Span("gus").Call! with { Cost = new CallCost(CostStatus.NoPrice, null, null) };
        var parts = Render<CostParts>(p => p.Add(c => c.Call, call));
        Assert.Equal(["Input", "1,412", "–", "–"], parts.FindAll("td").Take(4).Select(cell => cell.TextContent));
        Assert.Equal("unpriced", parts.Find("td.tone-warn").TextContent);
        Assert.Contains("No price is known for this model", parts.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_waterfall_is_a_tree_that_can_be_read()
    {
        var parent = Span("agent") with { Role = SpanRole.Agent };
        var child = Span("chat") with { ParentSpanId = parent.SpanId, Status = SpanStatus.Error };
        var tree = Render<TraceWaterfall>(p => p
            .Add(w => w.Waterfall, Waterfall.Of(new TraceDetail(Some.TraceId(), [parent, child])))
            .Add(w => w.Selected, child.SpanId)
            .Add(w => w.Href, span => "?span=" + span.SpanId));

        var items = tree.FindAll("[role=row]");
        Assert.Equal(["1", "2"], items.Select(item => item.GetAttribute("aria-level")));
        Assert.Equal(["false", "true"], items.Select(item => item.GetAttribute("aria-selected")));
        Assert.Contains("model, failed", items[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_waterfall_answers_the_keys_of_a_treegrid()
    {
        var parent = Span("agent") with { Role = SpanRole.Agent };
        var child = Span("chat") with { ParentSpanId = parent.SpanId };
        var tree = Render<TraceWaterfall>(p => p
            .Add(w => w.Waterfall, Waterfall.Of(new TraceDetail(Some.TraceId(), [parent, child])))
            .Add(w => w.Selected, parent.SpanId)
            .Add(w => w.Href, span => "/calls/1?span=" + span.SpanId));
        void Press(string key) => tree.Find("[role=treegrid]").KeyDown(key);

        Press("ArrowLeft");
        Assert.Equal("false", tree.Find("[role=row]").GetAttribute("aria-expanded"));
        Assert.Single(tree.FindAll("[role=row]"));
        Press("ArrowRight");
        Press("ArrowDown");
        Assert.Equal("span-1", tree.Find("[role=treegrid]").GetAttribute("aria-activedescendant"));
        Press("Enter");
        Assert.EndsWith("span=" + child.SpanId, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Raw_attributes_are_searched_by_name_and_value()
    {
        var raw = Render<RawAttributes>(p => p.Add(
            r => r.Raw, """{"attributes":{"http.route":"/a","server":{"port":8080},"list":["x","route 66"]}}"""));
        raw.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        raw.Find("input").Input("ROUTE");
        Assert.Equal(
            ["attributes › http.route=/a", "attributes › list › 1=route 66"],
            raw.FindAll(".found > div").Select(row =>
                row.QuerySelector("dt")!.TextContent + "=" + row.QuerySelector("dd")!.TextContent));
    }

    [Fact]
    public void Without_anybody_who_collects_scores_there_is_no_section_for_them()
    {
        var detail = Render<SpanDetail>(p => p.Add(s => s.Span, Span("gus")));
        Assert.DoesNotContain("Scores", detail.Markup, StringComparison.Ordinal);
        detail = Render<SpanDetail>(p => p.Add(s => s.Span, Span("gus")).Add(s => s.Scores, []));
        Assert.Contains("None yet", detail.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_commands_carry_this_consoles_address()
    {
        var first = Render<SendFirstCall>();
        var commands = first.FindAll("code").Select(code => code.TextContent).ToList();
        Assert.Contains(commands, command => Holds(command, "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost"));
        Assert.Contains(commands, command => Holds(command, "curl -sS http://localhost/v1/traces"));
        Assert.Contains("./dev demo", commands);

        var withDemo = Render<SendFirstCall>(p => p.Add(f => f.DemoHref, "/?environment=demo"));
        Assert.DoesNotContain("./dev demo", withDemo.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", SpanStatus.Error)]
    [InlineData("client_abort", SpanStatus.ClientAbort)]
    public void The_status_of_an_address_is_a_word(string word, SpanStatus expected) =>
        Assert.Equal(expected, CallSearch.ParseStatus(word));

    [Theory]
    [InlineData("500", 500.0)]
    [InlineData("-1", null)]
    [InlineData("Infinity", null)]
    [InlineData("x", null)]
    public void A_latency_of_an_address_is_a_positive_number(string text, double? expected) =>
        Assert.Equal(expected, CallSearch.ParseLatency(text));

    private IRenderedComponent<CallRow> ShowRow(CallSummary call) =>
        Render<CallRow>(p => p.Add(r => r.Call, call).Add(r => r.Href, "/calls/1").Add(r => r.Now, Some.Noon));

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static TraceSpan Span(string text) => new()
    {
        SpanId = Some.SpanId(),
        StartedAt = Some.Noon,
        DurationMs = 1900,
        Name = text,
        Role = SpanRole.Model,
        Status = SpanStatus.Error,
        ErrorType = text,
        StatusMessage = text,
        SessionId = text,
        UserId = text,
        Input = text,
        Output =
            $$"""
            [{"role":"{{text}}","parts":[{"type":"tool_call","name":"{{text}}","arguments":{"a":"{{text}}"} }]}]
            """,
        Raw = $$"""{"attributes":{"a":"{{text}}"} }""",
        IsCounted = true,
        Call = new CallFacts
        {
            Series = new SeriesKey(ProjectId.First, text, text, text, text, text, text),
            Operation = "chat",
            RequestModel = text,
            ResponseModel = text,
            ResponseId = text,
            FinishReason = text,
            Tokens = new TokenCounts { InputUncached = 1412, OutputText = 236 },
            UsageSource = UsageSource.Reported,
            Cost = new CallCost(CostStatus.Priced, Nanodollars.FromDollars(0.000653m), "row 12"),
        },
    };
}
