using System.Diagnostics.Metrics;
using Microsoft.Playwright;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Xunit;

namespace Dashboard.E2E;

/// <summary>A QA lead sees that a client exports fewer spans than it measures calls.</summary>
public sealed class ClientMetricsTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Metrics_that_a_client_exports_say_how_much_its_spans_show()
    {
        var server = fixture.Server;
        await using var window = await chromium.OpenAsync();
        await window.SignInAsync(server);
        await window.OpenAsync(server.Url + "/calls");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Client metrics" }).ClickAsync();
        await window.SeesAsync(page => page.GetByText("No metrics of clients in the last 24 hours"));
        await window.KeepPictureAsync("client-metrics-empty");

        using var exporter = new Exporter(server, "sampled");
        exporter.Call("What is this?");
        Measure(server, calls: 4);

        await window.SeesAsync(page => page.GetByText("Spans cover 25.0"));
        await window.SeesAsync(page => page.GetByRole(AriaRole.Cell, new() { Name = "2.00\u202Fs" }).First);
        await window.KeepPictureAsync("client-metrics");
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.WaitForURLAsync(server.Url + "/calls");
        window.HasNoComplaints();
    }

    private static void Measure(DashboardServer server, int calls)
    {
        using var meter = new Meter("e2e-" + Guid.NewGuid().ToString("N"));
        using var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddOtlpExporter(otlp =>
            {
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
                otlp.Endpoint = new Uri(server.Url + "/v1/metrics");
                otlp.TimeoutMilliseconds = 60_000;
                otlp.Headers = $"x-api-key={DashboardServer.AdminKey}";
            })
            .Build();
        var duration = meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s");
        for (var i = 0; i < calls; i++)
        {
            duration.Record(
                2, new("gen_ai.operation.name", "chat"), new("gen_ai.provider.name", "openai"),
                new("gen_ai.request.model", "gpt-4o-mini"));
        }

        Assert.True(provider.ForceFlush(), "The exporter could not deliver the metrics.");
    }
}
