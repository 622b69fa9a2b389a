using System.Globalization;
using System.Net;
using System.Text;
using Xunit;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>Sends text through every door of a project. Whatever is answered, it is never a fault of the console.</summary>
internal sealed class AnyTextDoors(HttpClient client, AnyText texts, string route)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The traces that were sent.</summary>
    public List<string> Traces { get; } = [];

    /// <summary>How many calls must be there in the end.</summary>
    public int Calls { get; private set; }

    /// <summary>A call whose content and names hold the text.</summary>
    public async Task SpanAsync(string content, string? raw = null)
    {
        var (trace, span) = (OtlpJson.NewTraceId(), OtlpJson.NewTraceId()[..16]);
        var nanos = Nanos();
        var body = $$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":{{AnyText.Json(texts.Next())}} } }]},
            "scopeSpans":[{"scope":{"name":{{AnyText.Json(texts.Next())}} },"spans":[{"traceId":"{{trace}}","spanId":"{{span}}",
            "name":{{AnyText.Json(texts.Next())}},"startTimeUnixNano":"{{nanos}}","endTimeUnixNano":"{{nanos}}","attributes":[
            {{Attribute("gen_ai.operation.name", "chat")}},{{Attribute("gen_ai.request.model", "m" + texts.Next())}},
            {{Attribute("user.id", texts.Next())}},{{Attribute("session.id", texts.Next())}},{{Attribute("service.version", texts.Next())}},
            {{Attribute("gen_ai.input.messages", raw ?? texts.Messages(content))}},{{Attribute("gen_ai.output.messages", content)}},
            {{Attribute(texts.Next(), content)}},{{Attribute("gen_ai.response.finish_reasons", texts.Next())}}]}]}]}]}
            """;
        await SentAsync("v1/traces", Encoding.UTF8.GetBytes(body));
        Traces.Add(trace);
        Calls++;
        var log = $$"""
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[
              {"traceId":"{{trace}}","spanId":"{{span}}","timeUnixNano":"{{nanos}}","eventName":"gen_ai.user.message",
               "body":{"stringValue":{{AnyText.Json(texts.Messages(content))}} },"attributes":[{{Attribute(texts.Next(), texts.Next())}}]},
              {"traceId":"{{trace}}","spanId":"{{span}}","timeUnixNano":"{{nanos}}","eventName":"gen_ai.evaluation.result","attributes":[
               {{Attribute("gen_ai.evaluation.name", "e" + texts.Next())}},{{Attribute("gen_ai.evaluation.explanation", content)}},
               {{Attribute("gen_ai.evaluation.score.label", texts.Next())}}]}]}]}]}
            """;
        await SentAsync("v1/logs", Encoding.UTF8.GetBytes(log));
    }

    /// <summary>A call in protobuf, whose text need not be UTF-8.</summary>
    public async Task ProtobufAsync(byte[] content)
    {
        var (trace, span) = (OtlpJson.NewTraceId(), OtlpJson.NewTraceId()[..16]);
        static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
        static byte[] Attribute(string key, byte[] value) => Field(9, [.. Field(1, Text(key)), .. Field(2, Field(1, value))]);
        byte[] time = [.. BitConverter.GetBytes(ulong.Parse(Nanos(), CultureInfo.InvariantCulture))];
        byte[] record =
        [
            .. Field(1, Convert.FromHexString(trace)), .. Field(2, Convert.FromHexString(span)), .. Field(5, content),
            (7 << 3) | 1, .. time, (8 << 3) | 1, .. time,
            .. Attribute("gen_ai.operation.name", Text("chat")), .. Attribute("gen_ai.request.model", content),
            .. Attribute("gen_ai.input.messages", content), .. Attribute("user.id", content),
        ];
        using var answer = await client.PostBytesAsync(
            "v1/traces", Field(1, Field(2, Field(2, record))), "application/x-protobuf");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Traces.Add(trace);
        Calls++;
    }

    /// <summary>A trace, a generation and scores of Langfuse, and a vote.</summary>
    public async Task LangfuseAsync(string content)
    {
        var id = OtlpJson.NewTraceId();
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture);
        var batch = $$"""
            {"batch":[
              {"id":"t{{id}}","type":"trace-create","timestamp":"{{now}}","body":{"id":"{{id}}","userId":{{AnyText.Json(texts.Next())}},
                "name":{{AnyText.Json(texts.Next())}},"tags":[{{AnyText.Json(texts.Next())}}],"metadata":{ {{AnyText.Json(texts.Next())}}:1 } } },
              {"id":"g{{id}}","type":"generation-create","timestamp":"{{now}}","body":{"id":"g{{id}}","traceId":"{{id}}",
                "name":{{AnyText.Json(texts.Next())}},"model":{{AnyText.Json("m" + texts.Next())}},"startTime":"{{now}}","endTime":"{{now}}",
                "input":{ {{AnyText.Json(texts.Next())}}:{{AnyText.Json(content)}} },"output":{{AnyText.Json(content)}},
                "statusMessage":{{AnyText.Json(texts.Next())}},"usage":{"input":1,"output":1} } },
              {"id":{{AnyText.Json(texts.Next())}},"type":"score-create","timestamp":"{{now}}","body":{"traceId":"{{id}}",
                "name":{{AnyText.Json("s" + texts.Next())}},"value":{{AnyText.Json("v" + texts.Next())}},"comment":{{AnyText.Json(content)}} } },
              {"id":"odd","type":"span-create","timestamp":"{{now}}","body":{"id":"o{{id}}","startTime":"0001-01-01T00:00:00Z"} }]}
            """;
        using var answer = await client.PostBytesAsync(
            "api/public/ingestion", Encoding.UTF8.GetBytes(batch), "application/json");
        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        Traces.Add(id);
        Calls++;
        await PostAsync("api/public/scores", $$"""{"traceId":"{{id}}","name":"c","value":1,"comment":{{AnyText.Json(content)}} }""");
        await PostAsync(
            "api/feedback",
            $$"""{"trace_id":"{{id}}","name":"thumbs","value":1,"comment":{{AnyText.Json(content)}},"annotator":{{AnyText.Json(texts.Next())}} }""");
    }

    /// <summary>A request to the gateway, whose provider answers with the same text.</summary>
    public async Task GatewayAsync(string content, bool stream)
    {
        var body = $$"""
            {"model":"{{route}}","stream":{{(stream ? "true" : "false")}},"user":{{AnyText.Json(texts.Next())}},
             {{AnyText.Json("x" + texts.Next())}}:1,"messages":[{"role":"user","content":{{AnyText.Json(content)}} }]}
            """;
        using var answer = await client.PostBytesAsync("v1/chat/completions", Encoding.UTF8.GetBytes(body), "application/json");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        _ = await answer.Content.ReadAsByteArrayAsync(Ct);
        Calls++;
    }

    /// <summary>Our own interfaces, with the text wherever a text is taken.</summary>
    public async Task OwnAsync(string text)
    {
        var (json, path) = (AnyText.Json(text), Uri.EscapeDataString(text));
        await PostAsync("api/keys", $$"""{"name":{{json}},"scopes":["read"]}""");
        await PostAsync("api/people", $$"""{"email":{{json}},"role":"viewer"}""");
        await PostAsync("api/erasure", $$"""{"user":{{json}},"reason":{{AnyText.Json(texts.Next())}} }""");
        await PostAsync("api/models/any/versions", $$"""{"version":{{json}},"provider":"openai-compatible","connection":"up","upstream_model":{{json}},"notes":{{json}},"lineage":{"a":[{{json}}]} }""");
        await PostAsync($"api/models/{path}/versions", """{"version":"v1"}""");
        await PostAsync("api/connections", $$"""{"name":{{json}},"base_url":{{json}} }""");
        await PostAsync("api/prices", $$"""{"model":{{json}},"effective_from":"2026-01-01T00:00:00Z","input_per_million":"1"}""");
        await PostAsync("api/prices/import", $$"""{ {{json}}:{"litellm_provider":{{json}},"input_cost_per_token":1} }""");
        await PostAsync("signin/password", $$"""{"email":{{json}},"password":{{json}} }""");
        await PostAsync("join/look", $$"""{"token":{{json}} }""");
        await PostAsync($"api/routes/{route}/rollback", $$"""{"reason":{{json}} }""");
        await PostAsync("api/feedback", $$"""{"response_id":{{json}},"value":1,"id":{{json}},"label":{{json}} }""");
        await PostAsync("api/public/scores", $$"""{"traceId":{{json}},"name":{{json}},"value":{{json}} }""");
        foreach (var (name, body) in new[]
        {
            ("api/projects/1/content", $$"""{"rule":{{json}},"reason":{{json}} }"""),
            ("api/retention", $$"""{"calls_days":400,"reason":{{json}} }"""),
            ("api/budgets", $$"""{"route":{{json}},"monthly_usd":"1"}"""),
            ($"api/routes/{path}", $$"""{"model":"any","split":[{"version":{{json}},"weight":100}],"sticky":"none","reason":{{json}} }"""),
        })
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = new("application/json");
            using var answer = await client.PutAsync(new Uri(name, UriKind.Relative), content, Ct);
            await AssertOursAsync(name, answer);
        }
    }

    private async Task PostAsync(string path, string body)
    {
        using var answer = await client.PostBytesAsync(path, Encoding.UTF8.GetBytes(body), "application/json");
        await AssertOursAsync($"{path} {body}", answer);
    }

    /// <summary>Taken, or refused for what is wrong with it.</summary>
    public static async Task AssertOursAsync(string asked, HttpResponseMessage answer) => Assert.True(
        (int)answer.StatusCode < 500,
        $"{asked}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");

    private async Task SentAsync(string path, byte[] body)
    {
        using var answer = await client.PostBytesAsync(path, body, "application/json");
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync(Ct));
    }

    private static string Attribute(string key, string value) =>
        $$"""{"key":{{AnyText.Json(key)}},"value":{"stringValue":{{AnyText.Json(value)}} } }""";

    private static string Nanos() => ((TimeProvider.System.GetUtcNow().AddMinutes(-1) - DateTimeOffset.UnixEpoch).Ticks * 100)
        .ToString(CultureInfo.InvariantCulture);

    private static byte[] Field(int number, byte[] content)
    {
        var length = new List<byte>();
        for (var rest = content.Length; ; rest >>= 7)
        {
            length.Add((byte)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
            if (rest <= 0x7F)
            {
                return [(byte)((number << 3) | 2), .. length, .. content];
            }
        }
    }
}
