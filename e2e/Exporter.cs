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
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly ActivitySource _source = new("e2e-" + Guid.NewGuid().ToString("N"));
    private readonly TracerProvider _provider;
    private readonly RetryingHandler _handler = new();

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
                otlp.TimeoutMilliseconds = (int)_patience.TotalMilliseconds;
                // One batch a call: only a flush sends.
                otlp.BatchExportProcessorOptions.ScheduledDelayMilliseconds = int.MaxValue;
                otlp.HttpClientFactory = () =>
                    new HttpClient(_handler, disposeHandler: false) { Timeout = _patience };
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
        var taken = _handler.Taken;
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

        // The provider may be content with a batch that is still under way, and with any answer.
        _provider.ForceFlush();
        SpinWait.SpinUntil(() => _handler.Taken > taken || _handler.Failure is not null, _patience);
        return _handler.Taken > taken
            ? trace
            : throw new InvalidOperationException($"The exporter could not deliver the call: {_handler.Failure}");
    }

    public void Dispose()
    {
        _provider.Dispose();
        _handler.Dispose();
        _source.Dispose();
    }

    private static string Message(string role, string text) => System.Text.Json.JsonSerializer.Serialize(
        new[] { new { role, parts = new[] { new { type = "text", content = text } } } });
}
