using System.Buffers;
using System.IO.Pipelines;
using Dashboard.Gateway.Door;
using Dashboard.Gateway.Upstream;

namespace Dashboard.Gateway.Answers;

/// <summary>
/// Passes a stream on as it comes and reads along. Only where the usage was asked for by us alone it is passed on by
/// whole
/// events, so that what the client did not ask for can be left out; half an event is of no use to it anyway.
/// </summary>
internal sealed class StreamRelay(GatewayCall call, UpstreamAnswer.Streaming answer, Deadline deadline, TimeSpan idle)
{
    private readonly IEventReader _reader = call.Surface switch
    {
        Surface.Responses => ResponsesEvents.Instance,
        Surface.Messages => MessagesEvents.Instance,
        _ when call.Surface.PassesThrough() => PassedEvents.Instance,
        _ => ChatEvents.Instance,
    };

    private readonly bool _hides = call.Request.HidesUsage;
    private readonly PipeWriter _client = call.Http.Response.BodyWriter;
    private bool _isBlind;

    /// <summary>Returns when the provider's stream has ended.</summary>
    /// <exception cref="IOException">The provider broke off.</exception>
    /// <exception cref="OperationCanceledException">The client left, or the provider was silent for too
    /// long.</exception>
    public async ValueTask RunAsync()
    {
        var fresh = answer.Events.Pending.Length;
        while (fresh > 0)
        {
            Pump(fresh, atEnd: false);
            await FlushAsync();
            fresh = await ReadAsync();
        }

        Pump(0, atEnd: true);
        await FlushAsync();
    }

    /// <summary>
    /// Ends what was passed on, so that something else can follow: half a line must not be taken for it.
    /// </summary>
    public void EndPartialEvent()
    {
        if (!_hides && answer.Events.Pending.Length > 0)
        {
            _client.Write("\n\n"u8);
        }
    }

    private async ValueTask<int> ReadAsync()
    {
        var reading = answer.Body.ReadAsync(answer.Events.GetMemory(), deadline.Token);
        var read = reading.IsCompleted ? await reading : await WaitAsync(reading);
        answer.Events.Advance(read);
        return read;
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> reading)
    {
        deadline.Begin(idle);

        // A comment within an event would end it.
        var keepAlive = !_isBlind && (_hides || answer.Events.Pending.IsEmpty) ? call.KeepAlive : null;
        keepAlive?.Wait();
        try
        {
            return await reading;
        }
        finally
        {
            await (keepAlive?.ResumeAsync() ?? ValueTask.CompletedTask);
        }
    }

    // A client that reads slowly must not look like a provider that is silent.
    private ValueTask<FlushResult> FlushAsync()
    {
        var flushing = _client.FlushAsync(deadline.Token);
        if (!flushing.IsCompleted)
        {
            deadline.BeginUnlimited();
        }

        return flushing;
    }

    private void Pump(int fresh, bool atEnd)
    {
        var events = answer.Events;
        if (!_hides || _isBlind)
        {
            _client.Write(events.Pending[^fresh..]);
        }

        if (_isBlind)
        {
            events.Forget();
            return;
        }

        while (events.TryRead(atEnd, out var next))
        {
            var edit = next.Data.IsEmpty ? EventEdit.Keep : _reader.Read(next.Data, call.Facts);
            if (_hides)
            {
                Write(next, edit);
            }
        }

        if (call.Facts.Deltas > 0)
        {
            call.SawFirstToken();
        }

        if (events.IsOverfull)
        {
            StopReading();
        }
    }

    /// <summary>An event beyond all measure: from here on everything is passed on unread.</summary>
    private void StopReading()
    {
        if (_hides)
        {
            _client.Write(answer.Events.Pending);
        }

        _isBlind = true;
        answer.Events.Forget();
    }

    private void Write(in SseEvent next, EventEdit edit)
    {
        if (edit.Drop)
        {
            return;
        }

        if (edit.IsKeep || next.DataOffset < 0)
        {
            _client.Write(next.Raw);
            return;
        }

        _client.Write(next.Raw[..(next.DataOffset + edit.Cut.Start.Value)]);
        _client.Write(next.Raw[(next.DataOffset + edit.Cut.End.Value)..]);
    }
}
