using Dashboard.Ingest.Grpc;
using Xunit;

namespace Dashboard.Ingest.Tests.Grpc;

public sealed class OtlpGrpcOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1:4317", "http://127.0.0.1:4317", 4317)]
    [InlineData("http://0.0.0.0:14317", "http://0.0.0.0:14317", 14317)]
    [InlineData("*:4317", "http://*:4317", 4317)]
    [InlineData("[::1]:4317", "http://[::1]:4317", 4317)]
    [InlineData("localhost:80", "http://localhost:80", 80)]
    [InlineData("off", null, null)]
    [InlineData("OFF", null, null)]
    public void An_address_or_off(string text, string? url, int? port)
    {
        var options = new OtlpGrpcOptions { Listen = text };

        Assert.Equal((url, port), (options.Url, options.Port));
        Assert.True(new OtlpGrpcOptionsValidator().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4317x")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("https://127.0.0.1:4317")]
    [InlineData("127.0.0.1:4317/path")]
    public void Anything_else_is_refused_by_the_name_of_the_setting(string text)
    {
        var result = new OtlpGrpcOptionsValidator().Validate(null, new OtlpGrpcOptions { Listen = text });

        Assert.Contains("DASHBOARD_OTLP_GRPC", Assert.Single(result.Failures ?? []), StringComparison.Ordinal);
    }
}
