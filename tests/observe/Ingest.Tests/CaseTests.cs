using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Dashboard.Telemetry.Tests;
using Dashboard.Telemetry.Writing;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Ingest.Tests;

/// <summary>Spans and log records of real clients with the right value beside them, through the whole intake.</summary>
public sealed class CaseTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_users_message_of_the_Responses_API_is_kept_beside_the_instructions(bool logsFirst)
    {
        var given = Read("02-otel-openai-0.22-responses-input.json");
        var logs = given["log_records_of_the_span"]!.AsArray();
        var (trace, span) = ((string)logs[0]!["traceId"]!, (string)logs[0]!["spanId"]!);
        var at = ulong.Parse((string)logs[0]!["timeUnixNano"]!, CultureInfo.InvariantCulture);
        var now = DateTimeOffset.UnixEpoch.AddTicks((long)(at / 100)).AddMinutes(1);
        var spans = Export(
            $$$"""
            {"resourceSpans":[{"scopeSpans":[{"scope":{"name":"@opentelemetry/instrumentation-openai"},"spans":[{
              "traceId":"{{{trace}}}","spanId":"{{{span}}}","name":"chat gpt-4o-mini","startTimeUnixNano":"{{{at}}}",
              "endTimeUnixNano":"{{{at + 900_000_000}}}","attributes":{{{Attributes(given["span_attributes"]!)}}}}]}]}]}
            """,
            now);
        var records = LogExport.Read(
            Encoding.UTF8.GetBytes($$$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":{{{logs.ToJsonString()}}}}]}]}"""),
            OtlpEncoding.Json, ProjectId.First, now).Records;
        using var gate = new RecordGate(_store.Partitions, NullLogger<RecordGate>.Instance);
        var writer = new LogWriter(_store.Db, gate);

        if (logsFirst)
        {
            await writer.WriteAsync(records, Ct);
        }

        await _store.WriteAsync([.. spans]);
        if (!logsFirst)
        {
            await writer.WriteAsync(records, Ct);
        }

        var shown = (await _store.Calls.TraceAsync(ProjectId.First, spans[0].TraceId, Ct))!.Spans.Single();
        Assert.True(
            JsonNode.DeepEquals(given["want_input"], JsonNode.Parse(shown.Input!)), $"Shown was {shown.Input}.");
        Assert.Equal("hi via responses", MessagePreview.Of(shown.Input));
        Assert.StartsWith("Hello!", MessageReader.Read(shown.Output, "assistant").Single().Said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_that_a_span_names_is_its_calls()
    {
        var given = Read("18-span-environment.json");
        var attributes = given["attributes"]!.AsObject().Select(pair => (pair.Key, (object?)(string)pair.Value!)).ToArray();

        Assert.Equal((string)given["want"]!["environment"]!, Sent.Read(attributes).Call!.Series.Environment);
    }

    private static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(SharedData.PathOrSkip($"data/cases/traces/{name}")))!;

    private static IReadOnlyList<SpanRecord> Export(string json, DateTimeOffset now) => TraceExport.Read(
        Encoding.UTF8.GetBytes(json), OtlpEncoding.Json, ProjectId.First, now, Sent.NoPrices).Records;

    private static string Attributes(JsonNode attributes) => new JsonArray(
    [
        .. attributes.AsObject().Select(pair => new JsonObject
        {
            ["key"] = pair.Key,
            ["value"] = pair.Value!.GetValueKind() == JsonValueKind.Number
                ? new JsonObject { ["intValue"] = pair.Value.ToJsonString() }
                : new JsonObject { ["stringValue"] = (string)pair.Value! },
        }),
    ]).ToJsonString();
}
