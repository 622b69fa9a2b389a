using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Grpc.Net.Client;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;
using StatusCode = Grpc.Core.StatusCode;

namespace Dashboard.Web.Tests.Acceptance;

/// <summary>The official .NET exporter over gRPC into the whole console.</summary>
public sealed class OtlpGrpcTests(GrpcConsole grpc) : IClassFixture<GrpcConsole>
{
    [Theory]
    [InlineData("x-api-key={0}")]
    [InlineData("api_key={0}")]
    [InlineData("authorization=Bearer {0}")]
    public async Task A_call_that_the_SDK_exports_is_counted(string header)
    {
        using var client = await grpc.Console.NewProjectAsync("ingest", "read");
        using var source = new ActivitySource(Guid.NewGuid().ToString("N"));
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .AddOtlpExporter(otlp => Configure(otlp, string.Format(null, header, KeyOf(client))))
            .Build();
        using (var call = source.StartActivity("chat gpt-4o-mini", ActivityKind.Client)!)
        {
            call.SetTag("gen_ai.operation.name", "chat");
            call.SetTag("gen_ai.request.model", "gpt-4o-mini");
            call.SetTag("gen_ai.usage.input_tokens", 42);
            call.SetTag("gen_ai.usage.output_tokens", 17);
        }

        Assert.True(provider.ForceFlush());

        var totals = await client.TotalsAsync();
        Assert.Equal((1, 42, 17), (totals.Calls, totals.InputTokens, totals.OutputTokens));
    }

    [Fact]
    public async Task Metrics_that_the_SDK_exports_are_taken_and_count_no_call()
    {
        using var client = await grpc.Console.NewProjectAsync("ingest", "read");
        using var meter = new Meter(Guid.NewGuid().ToString("N"));
        using var provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddOtlpExporter(otlp => Configure(otlp, $"x-api-key={KeyOf(client)}"))
            .Build();
        meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}").Record(42);

        Assert.True(provider.ForceFlush());

        Assert.Equal(0, (await client.TotalsAsync()).Calls);
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("lops_wrong", StatusCode.Unauthenticated)]
    [InlineData("reader", StatusCode.PermissionDenied)]
    public async Task Who_may_not_send_is_refused_in_gRPCs_words(string? key, StatusCode expected)
    {
        using var reader = await grpc.Console.NewProjectAsync("read");
        var headers = new Metadata();
        if (key is not null)
        {
            headers.Add("x-api-key", key == "reader" ? KeyOf(reader) : key);
        }

        using var channel = GrpcChannel.ForAddress(grpc.Url);
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(
            MethodType.Unary, "opentelemetry.proto.collector.trace.v1.TraceService", "Export", bytes, bytes);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            method, null, new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken), []);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(expected, refusal.StatusCode);
        Assert.Contains("keys create", refusal.Status.Detail, StringComparison.Ordinal);
    }

    private static string KeyOf(HttpClient client) => client.DefaultRequestHeaders.GetValues("x-api-key").Single();

    private void Configure(OtlpExporterOptions otlp, string headers)
    {
        otlp.Protocol = OtlpExportProtocol.Grpc;
        otlp.Endpoint = grpc.Url;
        otlp.TimeoutMilliseconds = 60_000;
        otlp.Headers = headers;
    }
}
