namespace Dashboard.Telemetry.Pages;

/// <summary>Commands that send a first call to this console, complete as they stand.</summary>
public static class FirstCall
{
    /// <summary>Environment variables for any OpenTelemetry exporter.</summary>
    public static string Exporter(string origin) =>
        $"""
        export OTEL_EXPORTER_OTLP_ENDPOINT={origin}
        export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
        export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer $KEY"
        """;

    /// <summary>One call of one second, priced and counted like any other.</summary>
    public static string Curl(string origin)
    {
        const string Trace = "od -An -N16 -tx1 /dev/urandom | tr -d ' \\n'";
        const string Span = "od -An -N8 -tx1 /dev/urandom | tr -d ' \\n'";
        return $$$"""
            now=$(date +%s); curl -sS {{{origin}}}/v1/traces \
              -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d '{"resourceSpans":[{
              "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"hello"}}]},
              "scopeSpans":[{"spans":[{"name":"chat gpt-4o-mini","kind":3,
              "traceId":"'$({{{Trace}}})'","spanId":"'$({{{Span}}})'",
              "startTimeUnixNano":"'$((now-1))'000000000","endTimeUnixNano":"'$now'000000000","attributes":[
              {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
              {"key":"gen_ai.system","value":{"stringValue":"openai"}},
              {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-mini"}},
              {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1200"}},
              {"key":"gen_ai.usage.output_tokens","value":{"intValue":"340"}}]}]}]}]}'
            """;
    }
}
