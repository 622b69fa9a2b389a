using Bunit;
using Dashboard.Explorer.Calls;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Dashboard.Ui.Numbers;
using Xunit;

namespace Dashboard.Explorer.Tests.Calls;

public sealed class SpanTwinViewTests : BunitContext
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_views_of_a_request_stand_side_by_side_with_a_link_to_the_other(bool fromGateway)
    {
        var (client, gateway) = (Span(Recorder.Client, 2010, 2), Span(Recorder.Gateway, 1900, 42));
        var (shown, twin) = fromGateway ? (gateway, client) : (client, gateway);
        var trace = Some.TraceId();

        var view = Render<SpanTwinView>(p => p.Add(v => v.Span, shown with { Twin = new SpanTwin(trace, twin) }));

        Assert.Equal($"Also seen by the {(fromGateway ? "client" : "gateway")}", view.Find("h3").TextContent);
        var rows = view.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal(["Response time", DurationFormat.Milliseconds(2010), DurationFormat.Milliseconds(1900)], rows.First());
        Assert.Equal(["Tokens", "2 → 17", "42 → 17"], rows.ElementAt(2));
        Assert.Equal($"/calls/{trace}?span={twin.SpanId}", view.Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(true, "Also reported by another span")]
    [InlineData(false, "Not counted: another span reports the same request")]
    public void Two_spans_of_a_client_say_which_of_them_counts(bool fromCounted, string title)
    {
        var trace = Some.TraceId();
        var counted = Span(Recorder.Client, 1900, 42);
        var other = Span(Recorder.Client, 2010, 2) with { JoinedTo = new SpanReference(trace, counted.SpanId) };
        var (shown, twin) = fromCounted ? (counted, other) : (other, counted);

        var view = Render<SpanTwinView>(p => p.Add(v => v.Span, shown with { Twin = new SpanTwin(trace, twin) }));

        Assert.Equal(title, view.Find("h3").TextContent);
        var rows = view.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal(["Tokens", "2 → 17", "42 → 17"], rows.ElementAt(2));
        Assert.Equal($"/calls/{trace}?span={twin.SpanId}", view.Find("a").GetAttribute("href"));
    }

    private static TraceSpan Span(Recorder recorder, double milliseconds, long input)
    {
        var call = Some.Call(recorder: recorder, input: input);
        return new TraceSpan
        {
            SpanId = call.SpanId,
            StartedAt = call.StartedAt,
            DurationMs = milliseconds,
            Name = call.Name,
            Role = call.Role,
            Status = call.Status,
            Call = call.Call,
        };
    }
}
