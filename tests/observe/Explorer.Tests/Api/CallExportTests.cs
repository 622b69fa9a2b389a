using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Explorer.Api;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace Dashboard.Explorer.Tests.Api;

public sealed class CallExportTests : IAsyncLifetime
{
    private const int Many = 1_200;

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_body_begins_before_its_end_is_read_from_the_database()
    {
        await WriteManyAsync();
        var body = new SlowReader();

        var export = ExportAsync(body, csv: false, Ct);
        var first = await body.FirstAsync(Ct);

        Assert.StartsWith("{\"call\":{\"trace_id\":", first, StringComparison.Ordinal);
        Assert.False(export.IsCompleted, "Two megabytes do not fit into a pipe of 64 kB that nobody reads.");
        var rest = await body.RestAsync(export, Ct);
        var lines = (first + rest).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Many, lines.Length);
        using var last = JsonDocument.Parse(lines[^1]);
        Assert.Equal("first", last.RootElement.GetProperty("input")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_export_ends_when_its_client_leaves()
    {
        await WriteManyAsync();
        using var left = new CancellationTokenSource();
        var body = new SlowReader();
        var export = ExportAsync(body, csv: false, left.Token);
        await body.FirstAsync(Ct);

        await left.CancelAsync();

        await export.WaitAsync(Ct);
    }

    [Fact]
    public async Task A_formula_of_a_model_is_no_formula_in_the_csv()
    {
        await _store.WriteAsync(Some.Call(inputText: "=HYPERLINK(\"x\")", outputText: "a,b"));
        var body = new SlowReader();
        var text = await body.RestAsync(ExportAsync(body, csv: true, Ct), Ct);
        var lines = text.Split("\r\n");
        Assert.StartsWith("started_at,trace_id,span_id,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",\"'=HYPERLINK(\"\"x\"\")\",\"a,b\"", lines[1], StringComparison.Ordinal);
    }

    private async Task WriteManyAsync() => await _store.WriteAsync(
        [
            .. Enumerable.Range(0, Many).Select(i => Some.Call(
                at: Some.Noon.AddSeconds(i),
                inputText: JsonSerializer.Serialize(new[] { new { role = "user", content = i == 0 ? "first" : "next" } }),
                outputText: new string('x', 2000))),
        ]);

    private Task ExportAsync(SlowReader body, bool csv, CancellationToken ct)
    {
        var context = new DefaultHttpContext { RequestAborted = ct };
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body.Pipe.Writer.AsStream()));
        var filter = new CallFilter { Project = ProjectId.First };
        return new CallExport(_store.Calls, filter, csv, Some.Noon).ExecuteAsync(context);
    }

    /// <summary>A client that takes only what it asks for: the writer waits once 64 kB are unread.</summary>
    private sealed class SlowReader
    {
        public Pipe Pipe { get; } = new(new PipeOptions(pauseWriterThreshold: 65536, resumeWriterThreshold: 32768));

        public async Task<string> FirstAsync(CancellationToken ct)
        {
            var read = await Pipe.Reader.ReadAsync(ct);
            var text = Encoding.UTF8.GetString(read.Buffer);
            Pipe.Reader.AdvanceTo(read.Buffer.End);
            return text;
        }

        public async Task<string> RestAsync(Task export, CancellationToken ct)
        {
            var reading = Pipe.Reader.AsStream();
            var text = new StreamReader(reading, Encoding.UTF8).ReadToEndAsync(ct);
            await export;
            await Pipe.Writer.CompleteAsync();
            return await text;
        }
    }
}
