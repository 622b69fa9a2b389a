using Dashboard.Deployments.Serving;
using Dashboard.Gateway.Door;

namespace Dashboard.Gateway.Upstream;

/// <summary>
/// Asks the chosen version, again where that may help, then the others. All of it happens before the client has seen a
/// byte; once an answer has begun it is the only one.
/// </summary>
internal sealed class AttemptLoop(
    UpstreamClient client, VersionHealthBoard health, GatewayOptions options, TimeProvider time)
{
    /// <summary>The answer to pass on: the first good one, else the last one.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async ValueTask<UpstreamAnswer> AskAsync(GatewayCall call, Deadline deadline)
    {
        var last = await AskVersionAsync(call, call.Plan.First, options.MaxRetries, null, deadline);
        foreach (var other in call.Plan.Others)
        {
            if (last is { OthersMay: false } || deadline.IsOver)
            {
                break;
            }

            last = await AskVersionAsync(call, other, retries: 0, last, deadline);
        }

        if (last is not null)
        {
            return last;
        }

        // All are left alone: a failure now would be certain, an attempt may be not.
        call.Target = UpstreamTarget.Of(call.Plan.First);
        var breaker = Breaker(call);
        breaker.Enter();
        return await AskOnceAsync(call, breaker, deadline);
    }

    /// <summary>Notes that a stream that had begun well did not end well.</summary>
    public void BrokeOff(GatewayCall call, string error) => Breaker(call).Failed(error);

    private async ValueTask<UpstreamAnswer?> AskVersionAsync(
        GatewayCall call, ServingVersion version, int retries, UpstreamAnswer? last, Deadline deadline)
    {
        var target = UpstreamTarget.Of(version);
        for (var retry = 0; ; retry++)
        {
            var breaker = health.Breaker(new VersionKey(call.Project, call.Route.Model, version.Version));
            if (!breaker.TryEnter())
            {
                return last;
            }

            last?.Dispose();
            call.Target = target;
            last = await AskOnceAsync(call, breaker, deadline);
            if (!last.MayPass
                || retry >= retries
                || RetryRules.Wait(options, retry, last.RetryAfter, Random.Shared.NextDouble()) is not { } wait
                || !await WaitAsync(call, wait, deadline))
            {
                return last;
            }
        }
    }

    private async ValueTask<UpstreamAnswer> AskOnceAsync(GatewayCall call, Breaker breaker, Deadline deadline)
    {
        var startedAt = time.GetUtcNow();
        var start = time.GetTimestamp();
        try
        {
            var answer = await SendAsync(call, deadline);
            var took = time.GetElapsedTime(start);
            call.Waited += took;
            if (answer is not UpstreamAnswer.Streaming)
            {
                call.AddAttempt(startedAt, took, answer.HttpStatus, answer.Error);
            }

            Judge(breaker, answer);
            return answer;
        }
        catch (OperationCanceledException)
        {
            breaker.Left();
            call.AddAttempt(startedAt, time.GetElapsedTime(start), null, "client_abort");
            throw;
        }
    }

    private async ValueTask<UpstreamAnswer> SendAsync(GatewayCall call, Deadline deadline)
    {
        var connection = call.Target.Version.Connection;
        var key = call.Target.Secret();
        if (key is null && connection.ApiKeyEnv is not null)
        {
            return new UpstreamAnswer.None(
                OpenAiError.NotConfigured(connection.Name), "not_configured", othersMay: true, isFailure: true);
        }

        using var request = UpstreamRequest.Of(call.Target, call, key);
        var answer = await client.AskAsync(request, call.Request.Stream, call.Surface.PassesThrough(), deadline);
        if (answer is not UpstreamAnswer.Whole whole || Unusable(call, whole) is not { } none)
        {
            return answer;
        }

        answer.Dispose();
        return none;
    }

    private static UpstreamAnswer.None? Unusable(GatewayCall call, UpstreamAnswer.Whole answer)
    {
        var (status, connection) = ((int)answer.Response.StatusCode, call.Target.Version.Connection);
        if (status is >= 300 and < 400)
        {
            return new UpstreamAnswer.None(
                OpenAiError.Redirected(connection.Name), "redirect", othersMay: true, isFailure: true, status);
        }

        return AnswerRules.Fault(call.Surface, status, answer.ContentType, answer.Body.Span) is { } how
            ? new UpstreamAnswer.None(
                OpenAiError.NoAnswer(how), "invalid_answer", othersMay: true, isFailure: true, status, mayPass: true)
            : null;
    }

    private static void Judge(Breaker breaker, UpstreamAnswer answer)
    {
        if (answer.IsFailure)
        {
            breaker.Failed(answer.Error!);
        }
        else if (answer.Error is null)
        {
            breaker.Succeeded();
        }
        else
        {
            breaker.Left();
        }
    }

    /// <summary>False where the request's time is over before the wait is.</summary>
    private async ValueTask<bool> WaitAsync(GatewayCall call, TimeSpan wait, Deadline deadline)
    {
        deadline.BeginUnlimited();
        try
        {
            await Task.Delay(wait, time, deadline.Token);
            call.Waited += wait;
            return true;
        }
        catch (OperationCanceledException) when (!deadline.ClientLeft)
        {
            return false;
        }
    }

    private Breaker Breaker(GatewayCall call) =>
        health.Breaker(new VersionKey(call.Project, call.Route.Model, call.Target.Version.Version));
}
