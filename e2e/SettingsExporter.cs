using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Xunit;

namespace Dashboard.E2E;

/// <summary>An application that knows where to send its spans by the variables of its environment alone.</summary>
internal static class SettingsExporter
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>Makes one call of service <c>readme</c> with 12 prompt tokens, and returns when the console has taken it.</summary>
    public static void Call(Dictionary<string, string> environment, string responseId)
    {
        using var source = new ActivitySource("e2e-" + Guid.NewGuid().ToString("N"));
        environment["OTEL_EXPORTER_OTLP_TIMEOUT"] = $"{_patience.TotalMilliseconds:0}";
        using var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(
                new ConfigurationBuilder().AddInMemoryCollection(environment!).Build()))
            .AddSource(source.Name)
            .ConfigureResource(resource => resource.AddService("readme"))
            .AddOtlpExporter()
            .Build();
        using (var call = source.StartActivity("chat gpt-4o-mini", ActivityKind.Client)!)
        {
            call.SetTag("gen_ai.operation.name", "chat");
            call.SetTag("gen_ai.provider.name", "openai");
            call.SetTag("gen_ai.response.model", "gpt-4o-mini");
            call.SetTag("gen_ai.response.id", responseId);
            call.SetTag("gen_ai.usage.input_tokens", 12);
            call.SetTag("gen_ai.usage.output_tokens", 3);
        }

        Assert.True(provider.ForceFlush((int)_patience.TotalMilliseconds), "The console did not take the call.");
    }
}
