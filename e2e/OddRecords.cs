using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.E2E.Faults;
using Npgsql;
using Xunit;

namespace Dashboard.E2E;

/// <summary>What pages show rarely: counts that contradict each other, usage of an agent alone, records set aside.</summary>
internal static class OddRecords
{
    private const string LongWord = "a_field_whose_name_goes_on_and_on_without_any_place_at_which_a_line_could_be_broken";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The traces of a call whose counts contradict each other, and of an agent that alone says what it used.</summary>
    public static async Task<(string Contradiction, string AgentOnly)> SendAsync(DashboardServer server)
    {
        var (contradiction, agent) = (Hex(16), Hex(16));
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            resourceSpans = new[]
            {
                new
                {
                    scopeSpans = new[]
                    {
                        new
                        {
                            spans = new[]
                            {
                                Span(contradiction, "chat",
                                    ("input_tokens", 100), ("output_tokens", 10), ("total_tokens", 999)),
                                Span(agent, "invoke_agent", ("input_tokens", 500), ("output_tokens", 40)),
                            },
                        },
                    },
                },
            },
        });
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Add("x-api-key", DashboardServer.AdminKey);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var answer = await client.PostAsync(new Uri(server.Url + "/v1/traces"), content, Cancel);
        answer.EnsureSuccessStatusCode();
        return (contradiction, agent);
    }

    /// <summary>Records that failed by their own fault: no honest client can send one.</summary>
    public static async Task SetAsideAsync(DashboardServer server)
    {
        await using var source = NpgsqlDataSource.Create(EmbeddedDatabase.ConnectionString(server));
        await using var command = source.CreateCommand(
            """
            INSERT INTO set_aside (kind, project_id, record, version, tries, reason, first_at, last_at, next_at, set_aside_at)
            VALUES ('langfuse', 1, 'observation-7', 1, 3, 'A value is out of range: ' || $1, now(), now(), now(), now()),
              ('score', 1, $1, 1, 3, 'The score names a trace that is none.', now(), now(), now(), now())
            ON CONFLICT DO NOTHING
            """);
        command.Parameters.Add(new() { Value = LongWord });
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static object Span(string trace, string operation, params (string Name, int Count)[] usage)
    {
        var start = (DateTimeOffset.UtcNow.AddMinutes(-1) - DateTimeOffset.UnixEpoch).Ticks * 100;
        return new
        {
            traceId = trace,
            spanId = Hex(8),
            name = operation,
            startTimeUnixNano = $"{start}",
            endTimeUnixNano = $"{start + 900_000_000}",
            attributes = new[]
            {
                Text("gen_ai.operation.name", operation), Text("gen_ai.provider.name", "openai"),
                Text("gen_ai.request.model", "gpt-4o-mini"), Text("llmops.route", "odd"),
                Text("llmops.version", "2026-11-30-candidate-that-answers-orders-with-tools-and-a-much-longer-prompt"),
            }.Concat(usage.Select(one => Text("gen_ai.usage." + one.Name, $"{one.Count}"))),
        };
    }

    private static object Text(string key, string value) => new { key, value = new { stringValue = value } };

    private static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
