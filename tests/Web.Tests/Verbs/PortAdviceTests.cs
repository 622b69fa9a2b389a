using Dashboard.Ingest.Grpc;
using Dashboard.Web.Verbs;
using Xunit;

namespace Dashboard.Web.Tests.Verbs;

public sealed class PortAdviceTests
{
    [Theory]
    [InlineData("http://127.0.0.1:4317", "DASHBOARD_OTLP_GRPC")]
    [InlineData("http://127.0.0.1:5080", "DASHBOARD_URL")]
    public void A_port_that_is_taken_is_told_with_the_setting_that_names_it(string address, string setting)
    {
        var advice = PortAdvice.Of($"Failed to bind to address {address}: address already in use.", new OtlpGrpcOptions());

        Assert.Contains(address, advice, StringComparison.Ordinal);
        Assert.Contains(setting, advice, StringComparison.Ordinal);
    }
}
