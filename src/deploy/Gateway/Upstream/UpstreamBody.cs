using System.Net;
using System.Net.Http.Headers;
using Dashboard.Gateway.Requests;

namespace Dashboard.Gateway.Upstream;

/// <summary>
/// The client's body with its model replaced, and nothing else but what asks a stream for its usage: every other byte
/// goes
/// out as it came in.
/// </summary>
internal sealed class UpstreamBody : HttpContent
{
    private static readonly MediaTypeHeaderValue _json = new("application/json");

    private readonly ReadOnlyMemory<byte> _body;
    private readonly BodyEdit _first;
    private readonly BodyEdit _second;

    /// <param name="body">As it came.</param>
    /// <param name="request">What was read from it.</param>
    /// <param name="target">Who is asked.</param>
    /// <param name="contentType">Of a form with files, whose boundary it tells.</param>
    public UpstreamBody(ReadOnlyMemory<byte> body, CallRequest request, UpstreamTarget target, string? contentType)
    {
        _body = body;
        var (start, length) = request.ModelAt.GetOffsetAndLength(body.Length);
        var model = new BodyEdit(start, start + length, request.IsForm ? target.ModelText : target.ModelJson);
        var usage = request.UsageEdit ?? new BodyEdit(body.Length, body.Length, default);
        (_first, _second) = usage.Start < model.Start ? (usage, model) : (model, usage);
        if (request.IsForm)
        {
            Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        else
        {
            Headers.ContentType = _json;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_body[.._first.Start], cancellationToken);
        await stream.WriteAsync(_first.Replacement, cancellationToken);
        await stream.WriteAsync(_body[_first.End.._second.Start], cancellationToken);
        if (!_second.Replacement.IsEmpty)
        {
            await stream.WriteAsync(_second.Replacement, cancellationToken);
        }

        if (_second.End < _body.Length)
        {
            await stream.WriteAsync(_body[_second.End..], cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length + _first.Growth + _second.Growth;
        return true;
    }
}
