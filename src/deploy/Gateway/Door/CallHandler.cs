using Dashboard.Access;
using Dashboard.Deployments.Serving;
using Dashboard.Gateway.Answers;
using Dashboard.Gateway.Recording;
using Dashboard.Gateway.Requests;
using Dashboard.Gateway.Routing;
using Dashboard.Gateway.Upstream;
using Dashboard.Quota.Admission;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Door;

/// <summary>
/// A request from the first byte to the last: read, routed, admitted, answered, recorded. Nothing here waits for a
/// database.
/// </summary>
internal sealed class CallHandler(
    RouteTable routes,
    IAdmission admission,
    AttemptLoop attempts,
    AnswerWriter answers,
    CallRecorder recorder,
    ResponsePins pins,
    GatewayOptions options,
    TimeProvider time)
{
    public async Task HandleAsync(HttpContext http, Surface surface)
    {
        var call = new GatewayCall(http, surface, time) { Project = http.User.Project(), Key = http.User.Actor() };
        http.Response.Headers["x-request-id"] = call.RequestId;
        try
        {
            if (http.Request.Headers.ContentEncoding.Count > 0)
            {
                await OpenAiError.Compressed.WriteAsync(http);
                return;
            }

            using var body = await RequestBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
            if (body is null)
            {
                await OpenAiError.TooLarge(options.MaxBodyBytes).WriteAsync(http);
                return;
            }

            call.Body = body;
            await AnswerAsync(call);
        }
        catch (BadHttpRequestException bad)
        {
            await OpenAiError.BadJson(bad.Message).WriteAsync(http);
        }
        catch (Exception gone) when (http.RequestAborted.IsCancellationRequested
            && gone is OperationCanceledException or IOException)
        {
            // It left while it was still sending, or while it was told what is wrong.
        }
    }

    private async Task AnswerAsync(GatewayCall call)
    {
        if (Open(call) is { } error)
        {
            await error.WriteAsync(call.Http);
            return;
        }

        switch (await admission.AdmitAsync(Admission(call), call.Http.RequestAborted))
        {
            case AdmissionResult.Refused no:
                foreach (var (name, value) in no.Headers ?? [])
                {
                    call.Http.Response.Headers[name] = value;
                }

                await new OpenAiError(no.Status, no.Type, no.Code, no.Message, RetryAfter: no.RetryAfter)
                    .WriteAsync(call.Http);
                break;
            case AdmissionResult.Admitted yes:
                yes.Lease.WriteHeaders(call.Http.Response.Headers);
                await ServeAsync(call, yes.Lease);
                break;
        }
    }

    /// <summary>Reads the request and finds who answers it; or says what is wrong with it.</summary>
    private OpenAiError? Open(GatewayCall call)
    {
        if (Read(call, out var request) is { } unreadable)
        {
            return unreadable;
        }

        var snapshot = routes.Current;
        var route = snapshot.Find(call.Project, request.Model);
        if (route is null || !admission.Allows(call.Project, call.Key, route.Route))
        {
            return OpenAiError.NoSuchModel(Names.Clean(request.Model) ?? "");
        }

        var headers = call.Http.Request.Headers;
        var forced = headers["x-gateway-force-version"].ToString();
        if (forced.Length > 0 && !call.Http.User.Has(Scopes.Deploy))
        {
            return OpenAiError.MayNotForce;
        }

        call.Request = request;
        call.Route = route;
        call.SessionId = Names.Clean(headers["x-session-id"].ToString());
        call.UserId = Names.Clean(headers["x-user-id"].ToString()) ?? request.User;
        call.Facts = new AnswerFacts(options.KeepContent ? options.MaxContentChars : 0);
        if (VersionChooser.Choose(snapshot, call, forced.Length > 0 ? forced : null, pins, out var plan) is { } error)
        {
            return error;
        }

        if (plan.First.IsAnthropic != call.Surface.IsAnthropic())
        {
            return OpenAiError.OtherInterface(plan.First.Version, plan.First.Provider, plan.First.IsAnthropic
                ? Surface.Messages.Path()
                : Surface.ChatCompletions.Path());
        }

        call.Plan = plan;
        call.Target = UpstreamTarget.Of(plan.First);
        return null;
    }

    private static OpenAiError? Read(GatewayCall call, out CallRequest request) =>
        call.Surface.PassesThrough() && MultipartReader.Boundary(call.Http.Request.ContentType) is { } boundary
            ? MultipartReader.Read(boundary, call.Body.Span, out request)
            : RequestReader.Read(call.Surface, call.Body.Span, out request);

    private static AdmissionRequest Admission(GatewayCall call) => new()
    {
        Project = call.Project,
        Key = call.Key,
        Route = call.Route.Route,
        Provider = call.Target.Provider,
        UpstreamModel = call.Target.Version.UpstreamModel,
        At = call.StartedAt,
        EstimatedInputTokens = call.Surface.CallsAModel() ? call.Request.EstimatedInputTokens : 0,
        MaxOutputTokens = call.Surface.WritesTokens() ? call.Request.MaxOutputTokens : 0,
        Choices = call.Request.Choices,
        ServiceTier = call.Request.ServiceTier,
    };

    private async Task ServeAsync(GatewayCall call, IAdmissionLease lease)
    {
        // What an unforeseen exception leaves behind; it goes on to the log.
        var outcome = CallOutcome.Failed(StatusCodes.Status500InternalServerError, "internal", null);
        try
        {
            using var deadline = new Deadline(time, options.TotalTimeout, call.Http.RequestAborted);
            await using var keepAlive = call.Request.Stream && options.KeepAlive > TimeSpan.Zero
                ? new KeepAlive(call, options.KeepAlive, time)
                : null;
            try
            {
                call.KeepAlive = keepAlive;
                keepAlive?.Wait();
                using var answer = await attempts.AskAsync(call, deadline);
                await (keepAlive?.ResumeAsync() ?? ValueTask.CompletedTask);
                outcome = await answers.WriteAsync(call, answer, deadline);
            }
            catch (Exception gone) when (deadline.ClientLeft && gone is OperationCanceledException or IOException)
            {
                outcome = CallOutcome.ClientAbort;
            }
        }
        finally
        {
            recorder.Record(call, outcome, lease);
        }
    }
}
