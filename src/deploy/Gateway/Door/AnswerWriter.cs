using Dashboard.Events;
using Dashboard.Gateway.Answers;
using Dashboard.Gateway.Upstream;

namespace Dashboard.Gateway.Door;

/// <summary>Passes an answer on to the client.</summary>
internal sealed class AnswerWriter(AttemptLoop attempts, CallPricing pricing, GatewayOptions options, TimeProvider time)
{
    private const int PieceSize = 16 << 10;

    private int MaxChars => options.KeepContent ? options.MaxContentChars : 0;

    /// <summary>Writes what came of the attempts, to its end.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<CallOutcome> WriteAsync(GatewayCall call, UpstreamAnswer answer, Deadline deadline) =>
        answer switch
        {
            not UpstreamAnswer.Streaming when call.Http.Response.HasStarted => LateAsync(call, answer),
            UpstreamAnswer.Streaming stream => StreamAsync(call, stream, deadline),
            UpstreamAnswer.Whole { IsSuccess: true } whole => WholeAsync(call, whole, deadline),
            UpstreamAnswer.Whole refusal => RefusalAsync(call, refusal),
            UpstreamAnswer.None none => NoneAsync(call, none),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };

    private async ValueTask<CallOutcome> WholeAsync(GatewayCall call, UpstreamAnswer.Whole answer, Deadline deadline)
    {
        var response = call.Http.Response;
        call.SawFirstByte();
        if (answer.Rest is null)
        {
            AnswerReader.Read(call.Surface, answer.Body.Span, MaxChars, call.Facts);
            ResponseHeaders.WriteCost(response.Headers, pricing.Of(call, SpanStatus.Ok).Amount);
            response.ContentLength = answer.Body.Length;
        }

        response.StatusCode = (int)answer.Response.StatusCode;
        response.ContentType = ContentType(answer.Response) ?? "application/json";
        ResponseHeaders.Pass(call, answer.Response);
        ResponseHeaders.WriteAttempts(response.Headers, call.Attempts.Count);
        ResponseHeaders.Write(call);
        await response.BodyWriter.WriteAsync(answer.Body.Memory, deadline.Token);
        if (answer.Rest is { } rest && await BreaksOffAsync(call, rest, deadline) is { } outcome)
        {
            return outcome;
        }

        await response.CompleteAsync();
        return Ended(call, response.StatusCode);
    }

    /// <summary>
    /// Passes on what is left of an answer. Where the provider breaks it off, the client's connection is broken off too:
    /// that the answer ends too early could not be seen otherwise.
    /// </summary>
    private async ValueTask<CallOutcome?> BreaksOffAsync(GatewayCall call, Stream rest, Deadline deadline)
    {
        var response = call.Http.Response;
        try
        {
            while (true)
            {
                deadline.Begin(options.IdleTimeout);
                var read = await rest.ReadAsync(response.BodyWriter.GetMemory(PieceSize), deadline.Token);
                if (read == 0)
                {
                    return null;
                }

                deadline.BeginUnlimited();
                response.BodyWriter.Advance(read);
                await response.BodyWriter.FlushAsync(deadline.Token);
            }
        }
        catch (Exception failure) when (!deadline.ClientLeft && failure is OperationCanceledException or IOException
            or HttpRequestException or InvalidDataException)
        {
            var (error, says) = failure is OperationCanceledException
                ? ("timeout", OpenAiError.TookTooLong)
                : ("broken", OpenAiError.Broken);
            attempts.BrokeOff(call, error);
            call.Http.Abort();
            return CallOutcome.Failed(response.StatusCode, error, says.Message);
        }
    }

    private static async ValueTask<CallOutcome> RefusalAsync(GatewayCall call, UpstreamAnswer.Whole answer)
    {
        var response = call.Http.Response;
        var status = (int)answer.Response.StatusCode;
        var body = ErrorBody.Of(
            status, answer.Body.Span, call.Target.Secret(), call.Surface.IsAnthropic());
        AnswerReader.Read(call.Surface, body, maxChars: 0, call.Facts);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        ResponseHeaders.Pass(call, answer.Response);
        ResponseHeaders.WriteAttempts(response.Headers, call.Attempts.Count);
        ResponseHeaders.Write(call);
        await response.Body.WriteAsync(body, call.Http.RequestAborted);
        await response.CompleteAsync();
        return CallOutcome.Failed(status, answer.Error!, call.Facts.ErrorMessage);
    }

    /// <summary>
    /// What is no stream although a stream was asked for, and has begun with comments: it becomes an event of it.
    /// </summary>
    private async ValueTask<CallOutcome> LateAsync(GatewayCall call, UpstreamAnswer answer)
    {
        var response = call.Http.Response;
        var isAnthropic = call.Surface.IsAnthropic();
        var body = answer switch
        {
            UpstreamAnswer.Whole { IsSuccess: true } whole => whole.Body.Span.ToArray(),
            UpstreamAnswer.Whole refusal => ErrorBody.Of(
                (int)refusal.Response.StatusCode, refusal.Body.Span, call.Target.Secret(), isAnthropic),
            UpstreamAnswer.None none => none.Says.ToJson(isAnthropic),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };
        call.SawFirstByte();
        AnswerReader.Read(call.Surface, body, MaxChars, call.Facts);
        if (answer is UpstreamAnswer.Whole { Response: var from })
        {
            ResponseHeaders.Pass(call, from);
        }

        EventStream.Write(response.BodyWriter, answer.Error is not null && HasNamedErrors(call), body);
        await response.BodyWriter.FlushAsync(call.Http.RequestAborted);
        await response.CompleteAsync();
        return answer.Error is { } error
            ? CallOutcome.Failed(response.StatusCode, error, call.Facts.ErrorMessage)
            : Ended(call, response.StatusCode);
    }

    private static async ValueTask<CallOutcome> NoneAsync(GatewayCall call, UpstreamAnswer.None answer)
    {
        ResponseHeaders.WriteAttempts(call.Http.Response.Headers, call.Attempts.Count);
        ResponseHeaders.Write(call);
        await answer.Says.WriteAsync(call.Http);
        await call.Http.Response.CompleteAsync();
        return CallOutcome.Failed(answer.Says.Status, answer.Error!, answer.Says.Message);
    }

    private async ValueTask<CallOutcome> StreamAsync(
        GatewayCall call, UpstreamAnswer.Streaming answer, Deadline deadline)
    {
        var response = call.Http.Response;
        var (startedAt, start) = (time.GetUtcNow(), time.GetTimestamp());
        call.SawFirstByte();
        call.HasStreamed = true;
        if (!response.HasStarted)
        {
            response.StatusCode = (int)answer.Response.StatusCode;
            response.ContentType = ContentType(answer.Response);
            EventStream.Begin(response);
            ResponseHeaders.WriteAttempts(response.Headers, call.Attempts.Count + 1);
            ResponseHeaders.Write(call);
        }

        ResponseHeaders.Pass(call, answer.Response);
        var relay = new StreamRelay(call, answer, deadline, options.IdleTimeout);
        var (error, broken) = (default(string), default(OpenAiError));
        try
        {
            await relay.RunAsync();
            if (!IsComplete(call))
            {
                (error, broken) = ("broken", OpenAiError.Broken);
            }
        }
        catch (OperationCanceledException) when (!deadline.ClientLeft)
        {
            (error, broken) = ("timeout", OpenAiError.TookTooLong);
        }
        catch (Exception failure) when (!deadline.ClientLeft && failure is IOException or HttpRequestException
            or InvalidDataException)
        {
            (error, broken) = ("broken", OpenAiError.Broken);
        }
        finally
        {
            // What the provider itself said last stands: a line that then drags on or breaks adds nothing for the client.
            (error, broken) = HasEnded(call) ? (null, null) : (error, broken);
            // Also when the client left.
            error ??= call.Facts.Error ?? (deadline.ClientLeft ? "client_abort" : null);
            call.AddAttempt(startedAt, time.GetElapsedTime(start), (int)answer.Response.StatusCode, error);
        }

        if (broken is not null)
        {
            attempts.BrokeOff(call, error!);
            relay.EndPartialEvent();
            await WriteErrorEventAsync(call, broken);
        }

        await response.CompleteAsync();
        return broken is null
            ? Ended(call, response.StatusCode)
            : CallOutcome.Failed(response.StatusCode, error!, broken.Message);
    }

    private static bool HasNamedErrors(GatewayCall call) => call.Surface is Surface.Responses or Surface.Messages;

    private static bool HasEnded(GatewayCall call) => call.Facts.IsComplete || call.Facts.Error is not null;

    private static bool IsComplete(GatewayCall call) =>
        HasEnded(call) || call.Facts.FinishReason is not null || call.Surface.PassesThrough();

    private static CallOutcome Ended(GatewayCall call, int status) => call.Facts.Error is { } error
        ? CallOutcome.Failed(status, error, call.Facts.ErrorMessage)
        : new CallOutcome(SpanStatus.Ok, status, null, null);

    /// <summary>Ends a stream that had begun well: there is no other place left to say what happened.</summary>
    private static async ValueTask WriteErrorEventAsync(GatewayCall call, OpenAiError error)
    {
        var writer = call.Http.Response.BodyWriter;
        EventStream.Write(writer, HasNamedErrors(call), error.ToJson(call.Surface.IsAnthropic()));
        await writer.FlushAsync(call.Http.RequestAborted);
    }

    private static string? ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;
}
