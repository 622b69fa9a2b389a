namespace Dashboard.Explorer.ClientMetrics;

/// <summary>
/// What OpenTelemetry's GenAI metrics measure, under the names up to 1.41, those of now, and the ones that others gave
/// (https://github.com/open-telemetry/semantic-conventions-genai).
/// </summary>
internal static class MetricNames
{
    private static readonly (string Measure, string[] Names)[] Known =
    [
        ("duration", ["gen_ai.client.operation.duration", "gen_ai.client.inference.duration"]),
        ("time_to_first_chunk",
        [
            "gen_ai.client.operation.time_to_first_chunk", "gen_ai.client.inference.time_to_first_chunk",
            "gen_ai.client.response.time_to_first_token", "gen_ai.server.time_to_first_token", "gen_ai.server.ttft",
        ]),
        ("time_per_output_chunk",
        [
            "gen_ai.client.operation.time_per_output_chunk", "gen_ai.client.inference.time_per_output_chunk",
            "gen_ai.client.response.time_per_output_token", "gen_ai.server.time_per_output_token", "gen_ai.server.tbt",
        ]),
        ("tokens",
        [
            "gen_ai.client.token.usage", "gen_ai.client.inference.operation.input_tokens",
            "gen_ai.client.inference.operation.output_tokens", "gen_ai.client.inference.usage.input_tokens",
            "gen_ai.client.inference.usage.output_tokens", "gen_ai.client.inference.usage.cache_read.input_tokens",
            "gen_ai.client.inference.usage.cache_write.input_tokens",
            "gen_ai.client.inference.usage.reasoning.output_tokens",
        ]),
        ("cost", ["gen_ai.client.token.cost", "gen_ai.usage.cost"]),
        ("agents",
        [
            "gen_ai.invoke_agent.duration", "gen_ai.execute_tool.duration", "gen_ai.invoke_workflow.duration",
            "gen_ai.invoke_agent.inference_calls", "gen_ai.invoke_agent.tool_calls",
        ]),
    ];

    /// <summary>What an instrument measures; null for an instrument of the application's own.</summary>
    public static string? MeasureOf(string name) => Array.Find(Known, known => known.Names.Contains(name)).Measure;

    /// <summary>The instruments of a measure; a name that is none stands for itself.</summary>
    public static string[] InstrumentsOf(string nameOrMeasure) =>
        Array.Find(Known, known => known.Measure == nameOrMeasure).Names ?? [nameOrMeasure];
}
