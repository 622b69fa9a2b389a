using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Requests;

/// <summary>Reads a request's body whole, because it may have to be sent more than once.</summary>
internal static class RequestBody
{
    private const int FirstGuess = 4096;

    /// <summary>The body, or null where it is larger than <paramref name="most"/> bytes.</summary>
    public static async ValueTask<PooledBytes?> ReadAsync(HttpRequest request, int most, CancellationToken ct)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        var body = new PooledBytes((int)(request.ContentLength ?? FirstGuess));
        try
        {
            var reader = request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(ct);
                if (body.Length + read.Buffer.Length > most)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    body.Dispose();
                    return null;
                }

                foreach (var segment in read.Buffer)
                {
                    body.Append(segment.Span);
                }

                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }
}
