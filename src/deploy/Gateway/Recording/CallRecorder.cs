using System.Text;
using Dashboard.Gateway.Admission;
using Dashboard.Gateway.Answers;
using Dashboard.Gateway.Door;
using Dashboard.Gateway.Routing;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Recording;

/// <summary>Closes the books on a request after the client has its answer.</summary>
internal sealed class CallRecorder(
    ICallRecordSink sink, CallPricing pricing, ResponsePins pins, GatewayOptions options)
{
    /// <summary>Settles what was reserved and hands the record over. Does not wait.</summary>
    public void Record(GatewayCall call, in CallOutcome outcome, IAdmissionLease lease)
    {
        var usage = Usage.Of(call);
        var cost = pricing.Of(call, outcome.Status);
        lease.Settle(new AdmissionOutcome(usage.Tokens, cost, outcome.Status, call.Attempts.Count > 0));
        if (call.Attempts.Count == 0)
        {
            return;
        }

        if (call.Surface == Surface.Responses && call.Facts.Id is { } response)
        {
            pins.Remember(
                call.Project,
                response,
                new ResponsePins.Maker(call.Route.Model, call.Target.Version.Version));
        }

        sink.Offer(Of(call, outcome, usage, cost));
    }

    private CallRecord Of(GatewayCall call, in CallOutcome outcome, Usage usage, CallCost cost) => new()
    {
        Project = call.Project,
        Key = call.Key,
        RequestId = call.RequestId,
        TraceId = call.Trace.TraceId,
        SpanId = call.Trace.SpanId,
        ParentSpanId = call.Trace.Parent,
        StartedAt = call.StartedAt,
        DurationMicros = call.ElapsedMicros,
        Operation = call.Surface.Operation(),
        Path = call.Surface.Path(),
        Route = call.Route.Route,
        Version = call.Target.Version.Version,
        Revision = call.Route.Revision,
        Provider = call.Target.Provider,
        UpstreamModel = call.Target.Version.UpstreamModel,
        ResponseModel = call.Facts.Model,
        ResponseId = call.Facts.Id,
        UpstreamRequestId = call.UpstreamRequestId,
        SessionId = call.SessionId,
        UserId = call.UserId,
        Streamed = call.Request.Stream,
        Sticky = call.Plan.Sticky,
        Status = outcome.Status,
        HttpStatus = outcome.HttpStatus,
        ErrorType = outcome.ErrorType,
        StatusMessage = outcome.Message,
        Tokens = usage.Tokens,
        UsageSource = usage.Source,
        UsageNote = usage.Note,
        RawUsage = call.Facts.RawUsage,
        Cost = cost,
        ReportedCost = call.Facts.ReportedCost,
        TimeToFirstTokenMicros = call.FirstTokenMicros,
        TimeToFirstByteMicros = call.FirstByteMicros,
        FinishReason = call.Facts.FinishReason,
        ServiceTier = call.Facts.ServiceTier ?? call.Request.ServiceTier,
        Input = options.KeepContent ? Input(call) : null,
        Output = options.KeepContent ? call.Facts.Text.ToJson() : null,
        Attempts = call.Attempts,
    };

    /// <summary>The messages as they came; a response's instructions stand before them.</summary>
    private string? Input(GatewayCall call)
    {
        if (call.Request.InputAt is not { } at)
        {
            return null;
        }

        var body = call.Body.Span;
        var input = Content.Text(body[at], options.MaxContentChars);
        if (call.Request.InstructionsAt is not { } system || input is null)
        {
            return input;
        }

        var name = input.StartsWith('"') ? "prompt" : "input";
        return $$"""{"system":{{Encoding.UTF8.GetString(body[system])}},"{{name}}":{{input}}}""";
    }
}
