using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Ingest.Http;

/// <summary>
/// Reads a request's body, plain or compressed, chunked or not. The limit holds for the bytes on the wire and again for
/// what they inflate to: a compressed body says nothing about its size. That a cut body is noticed needs
/// <c>System.IO.Compression.UseStrictValidation</c>, which the build sets.
/// </summary>
internal sealed class BodyReader(BodyBudget budget, int limit = BodyReader.DefaultLimit)
{
    /// <summary>64 MiB, which OTLP's specification recommends.</summary>
    public const int DefaultLimit = 64 << 20;

    private const string Encodings = "gzip, deflate";

    /// <exception cref="RequestRefusedException">The body is too large, of an unknown encoding, or there is no memory
    /// for it.</exception>
    /// <exception cref="InvalidDataException">The compressed data is corrupt.</exception>
    public async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip" or "deflate"))
        {
            request.HttpContext.Response.Headers.AcceptEncoding = Encodings;
            throw RequestRefusedException.Unsupported($"The Content-Encoding is not supported. Accepted: {Encodings}.");
        }

        if (request.ContentLength > limit)
        {
            throw RequestRefusedException.TooLarge(limit);
        }

        var wire = await ReceiveAsync(request, ct);
        if (encoding is "" or "identity")
        {
            return wire;
        }

        using (wire)
        {
            return Inflate(wire, encoding);
        }
    }

    private async Task<RequestBody> ReceiveAsync(HttpRequest request, CancellationToken ct)
    {
        var body = new RequestBody(budget, limit);
        try
        {
            // One byte more than announced, so that the end shows without growing.
            var expected = request.ContentLength + 1 ?? 0;
            while (await request.Body.ReadAsync(body.Room(expected), ct) is > 0 and var count)
            {
                body.Advance(count);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private RequestBody Inflate(RequestBody wire, string encoding)
    {
        var body = new RequestBody(budget, limit);
        try
        {
            if (wire.Length > 0)
            {
                using var inflater = Open(wire, encoding);
                while (inflater.Read(body.Room().Span) is > 0 and var count)
                {
                    body.Advance(count);
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static Stream Open(RequestBody wire, string encoding) => encoding switch
    {
        "deflate" when HasZlibHeader(wire.Bytes) => new ZLibStream(wire.OpenRead(), CompressionMode.Decompress),
        "deflate" => new DeflateStream(wire.OpenRead(), CompressionMode.Decompress),
        _ => new GZipStream(wire.OpenRead(), CompressionMode.Decompress),
    };

    /// <summary>HTTP's "deflate" is zlib (RFC 9110 §8.4.1.2), yet some senders leave its header out.</summary>
    private static bool HasZlibHeader(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;
}
