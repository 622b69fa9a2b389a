namespace Dashboard.Explorer.ClientMetrics.Page;

/// <summary>A command that sends a first measurement to this console, complete as it stands.</summary>
public static class FirstMetric
{
    /// <summary>One call of 1.2 seconds, as a client's histogram says it.</summary>
    public static string Curl(string origin) =>
        $$$"""
        now=$(date +%s); curl -sS {{{origin}}}/v1/metrics \
          -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d '{"resourceMetrics":[{
          "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"hello"}}]},
          "scopeMetrics":[{"metrics":[{"name":"gen_ai.client.operation.duration","unit":"s","histogram":{
          "aggregationTemporality":1,"dataPoints":[{"startTimeUnixNano":"'$((now-1))'000000000",
          "timeUnixNano":"'$now'000000000","count":"1","sum":1.2,
          "explicitBounds":[0.64,1.28,2.56],"bucketCounts":["0","1","0","0"],"attributes":[
          {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
          {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
          {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-mini"}}]}]}}]}]}]}'
        """;
}
