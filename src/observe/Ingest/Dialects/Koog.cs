using Dashboard.Telemetry;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// The nodes, subgraphs and strategies of JetBrains' Koog (https://docs.koog.ai/opentelemetry-support/), which frame its
/// calls. These themselves, its agents and tools speak OpenTelemetry.
/// </summary>
internal sealed class Koog : ISpanDialect
{
    public SpanReading? Read(SpanView span)
    {
        if (span.Has("gen_ai.operation.name")
            || !(span.Has("koog.node.name") || span.Has("koog.node.id") || span.Has("koog.subgraph.id")
                || span.Has("koog.subgraph.name") || span.Has("koog.strategy.name")))
        {
            return null;
        }

        return new SpanReading
        {
            Role = SpanRole.Chain,
            Input = span.TakeContent("koog.node.input", "koog.subgraph.input"),
            Output = span.TakeContent("koog.node.output", "koog.subgraph.output"),
        };
    }
}
