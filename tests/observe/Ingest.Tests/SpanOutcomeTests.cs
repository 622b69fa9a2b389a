using Dashboard.Events;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests;

public sealed class SpanOutcomeTests
{
    [Fact]
    public void A_status_of_error_is_an_error()
    {
        var span = Sent.Span(("error.type", "429"));
        span.StatusCode = 2;
        Assert.Equal((SpanStatus.Error, "429"), Outcome(span.Read()));
    }

    [Fact]
    public void An_error_type_or_an_exception_alone_is_an_error()
    {
        Assert.Equal((SpanStatus.Error, "timeout"), Outcome(Sent.Read(("error.type", "timeout"))));
        Assert.Equal(
            (SpanStatus.Error, "AI_APICallError"),
            Outcome(Sent.Span().WithEvent("exception", ("exception.type", "AI_APICallError")).Read()));
    }

    [Fact]
    public void An_exception_that_the_application_handled_is_none()
    {
        var span = Sent.Span().WithEvent("exception", ("exception.type", "KeyNotFoundException"));
        span.StatusCode = 1;
        Assert.Equal((SpanStatus.Ok, null), Outcome(span.Read()));
    }

    [Theory]
    [InlineData("canceled", SpanStatus.ClientAbort)]
    [InlineData("client_abort", SpanStatus.ClientAbort)]
    [InlineData("AbortError", SpanStatus.ClientAbort)]
    [InlineData("System.OperationCanceledException", SpanStatus.ClientAbort)]
    [InlineData("System.Threading.Tasks.TaskCanceledException", SpanStatus.Error)]
    [InlineData("timeout", SpanStatus.Error)]
    public void Only_what_can_mean_nothing_else_is_a_client_that_hung_up(string type, SpanStatus status) =>
        Assert.Equal(status, Sent.Read(("error.type", type)).Status);

    private static (SpanStatus, string?) Outcome(SpanRecord record) => (record.Status, record.ErrorType);
}
