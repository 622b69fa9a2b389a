using System.Text;
using Dashboard.Gateway.Answers;
using Dashboard.Gateway.Door;
using Dashboard.Gateway.Routing;
using Dashboard.Pricing;
using Dashboard.Quota.Admission;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Recording;

/// <summary>Closes the books on a request after the client has its answer.</summary>
internal sealed class CallRecorder(
    ICallRecordSink sink, CallPricing pricing, ResponsePins pins, GatewayOptions options)
{
    /// <summary>
    /// Settles what was reserved and hands the record over, where a model was called. Does not wait.
    /// </summary>
    public void Record(GatewayCall call, in CallOutcome outcome, IAdmissionLease lease)
    {
        if (!call.Surface.CallsAModel())
        {
            var nothing = new CallCost(CostStatus.NothingToPrice, null, null);
            lease.Settle(new AdmissionOutcome(null, nothing, outcome.Status, call.Attempts.Count > 0));
            return;
        }

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

    private SpanRecord Of(GatewayCall call, in CallOutcome outcome, Usage usage, CallCost cost) => new()
    {
        Project = call.Project,
        StartedAt = call.StartedAt,
        TraceId = call.Trace.TraceId,
        SpanId = call.Trace.SpanId,
        ParentSpanId = call.Trace.Parent,
        Name = $"{call.Surface.Operation()} {Model(call)}",
        Role = call.Surface.Operation() == "embeddings" ? SpanRole.Embedding : SpanRole.Model,
        DurationMicros = call.ElapsedMicros,
        Status = outcome.Status,
        ErrorType = outcome.ErrorType,
        StatusMessage = outcome.Message,
        SessionId = call.SessionId,
        UserId = call.UserId,
        Input = options.KeepContent ? Input(call) : null,
        Output = options.KeepContent ? call.Facts.Text.ToJson() : null,
        Raw = Forwarding(call, outcome).ToRaw(),
        Call = Facts(call, usage, cost),
    };

    private static CallFacts Facts(GatewayCall call, Usage usage, CallCost cost) => new()
    {
        Series = new SeriesKey(
            call.Project,
            call.Route.Route,
            Model(call),
            call.Target.Version.Version,
            call.Target.Provider,
            Prompt: null,
            Environment: null),
        Operation = call.Surface.Operation(),
        RequestModel = call.Target.Version.UpstreamModel,
        ResponseModel = call.Facts.Model,
        ResponseId = call.Facts.Id,
        Tokens = usage.Tokens,
        UsageSource = usage.Source,
        UsageNote = usage.Note,
        TimeToFirstTokenMicros = call.FirstTokenMicros,
        FinishReason = call.Facts.FinishReason,
        ServiceTier = call.Facts.ServiceTier ?? call.Request.ServiceTier,
        ReportedCost = call.Facts.ReportedCost,
        Cost = cost,
        Recorder = Recorder.Gateway,
        Revision = call.Route.Revision,
        Attempts = call.Attempts.Count,
        RequestId = call.RequestId,
    };

    private static ForwardingFacts Forwarding(GatewayCall call, in CallOutcome outcome) => new()
    {
        Path = call.Surface.Path(),
        HttpStatus = outcome.HttpStatus,
        Streamed = call.Request.Stream,
        Key = call.Key,
        Sticky = call.Plan.Sticky,
        UpstreamRequestId = call.UpstreamRequestId,
        TimeToFirstByteMicros = call.FirstByteMicros,
        RawUsage = call.Facts.RawUsage,
        Attempts = call.Attempts,
    };

    private static string Model(GatewayCall call) => call.Facts.Model ?? call.Target.Version.UpstreamModel;

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
