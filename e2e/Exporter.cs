using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Dashboard.E2E;

/// <summary>
/// An application that is instrumented with the official OpenTelemetry SDK and exports over HTTP/protobuf.
/// </summary>
internal sealed class Exporter : IDisposable
{
    private readonly ActivitySource _source = new("e2e-" + Guid.NewGuid().ToString("N"));
    private readonly TracerProvider _provider;

    public Exporter(DashboardServer server, string serviceName)
    {
        _provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(_source.Name)
            .ConfigureResource(resource => resource.AddService(serviceName, serviceVersion: "1.0"))
            .AddOtlpExporter(otlp =>
            {
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
                otlp.Endpoint = new Uri(server.Url + "/v1/traces");
                // A busy machine may need longer than the usual ten seconds for a server's first request.
                otlp.TimeoutMilliseconds = 60_000;
                otlp.Headers = $"x-api-key={DashboardServer.AdminKey}";
            })
            .Build();
    }

    /// <summary>Records one call of a model, sends it, and returns its trace id when the server has taken it.</summary>
    /// <param name="question">What the person asked.</param>
    /// <param name="route">The route to be shown; the service's name where it is null.</param>
    /// <param name="model">The model that was asked for and answered.</param>
    public string Call(string question, string? route = null, string model = "gpt-4o-mini")
    {
        string trace;
        using (var agent = _source.StartActivity("invoke_agent", ActivityKind.Internal)!)
        {
            trace = agent.TraceId.ToHexString();
            agent.SetTag("gen_ai.operation.name", "invoke_agent");
            using var call = _source.StartActivity("chat " + model, ActivityKind.Client)!;
            call.SetTag("gen_ai.operation.name", "chat");
            call.SetTag("llmops.route", route);
            call.SetTag("gen_ai.provider.name", "openai");
            call.SetTag("gen_ai.request.model", model);
            call.SetTag("gen_ai.response.model", model);
            call.SetTag("gen_ai.usage.input_tokens", 1200);
            call.SetTag("gen_ai.usage.output_tokens", 300);
            call.SetTag("gen_ai.input.messages", Message("user", question));
            call.SetTag("gen_ai.output.messages", Message("assistant", "It is on its way."));
        }

        return _provider.ForceFlush()
            ? trace
            : throw new InvalidOperationException("The exporter could not deliver the call.");
    }

    public void Dispose()
    {
        _provider.Dispose();
        _source.Dispose();
    }

    private static string Message(string role, string text) => System.Text.Json.JsonSerializer.Serialize(
        new[] { new { role, parts = new[] { new { type = "text", content = text } } } });
}
