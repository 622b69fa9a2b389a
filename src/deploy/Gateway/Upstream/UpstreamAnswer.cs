using Dashboard.Gateway.Answers;
using Dashboard.Gateway.Door;

namespace Dashboard.Gateway.Upstream;

/// <summary>What became of asking a version.</summary>
internal abstract class UpstreamAnswer : IDisposable
{
    private UpstreamAnswer()
    {
    }

    /// <summary>A class such as <c>503</c> or <c>connect</c>; null where it went well.</summary>
    public abstract string? Error { get; }

    /// <summary>What came back over HTTP; null when nothing did.</summary>
    public abstract int? HttpStatus { get; }

    /// <summary>Whether asking the same version again may help.</summary>
    public virtual bool MayPass => false;

    /// <summary>Whether asking another version may help.</summary>
    public virtual bool OthersMay => MayPass;

    /// <summary>Whether it says that the version is ill.</summary>
    public abstract bool IsFailure { get; }

    public virtual TimeSpan? RetryAfter => null;

    public abstract void Dispose();

    /// <summary>A stream of events has begun: its first bytes are in <paramref name="events"/>.</summary>
    public sealed class Streaming(HttpResponseMessage response, Stream body, SseBuffer events) : UpstreamAnswer
    {
        public HttpResponseMessage Response => response;

        public Stream Body => body;

        public SseBuffer Events => events;

        public override string? Error => null;

        public override int? HttpStatus => (int)response.StatusCode;

        public override bool IsFailure => false;

        public override void Dispose()
        {
            events.Dispose();
            body.Dispose();
            response.Dispose();
        }
    }

    /// <summary>
    /// An answer came. Its body is in <paramref name="body"/>, all of it unless <paramref name="rest"/> has more.
    /// </summary>
    public sealed class Whole(
        HttpResponseMessage response, PooledBytes body, Stream? rest, TimeSpan? retryAfter) : UpstreamAnswer
    {
        public HttpResponseMessage Response => response;

        public PooledBytes Body => body;

        public Stream? Rest => rest;

        /// <summary>As it was sent; null for none.</summary>
        public string? ContentType =>
            response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values)
                ? values.ToString()
                : null;

        public bool IsSuccess => response.IsSuccessStatusCode;

        public override string? Error => IsSuccess ? null : ((int)response.StatusCode).ToString(null, null);

        public override int? HttpStatus => (int)response.StatusCode;

        public override bool MayPass => RetryRules.MayPass((int)response.StatusCode);

        public override bool IsFailure => RetryRules.IsFailure((int)response.StatusCode);

        public override TimeSpan? RetryAfter => retryAfter;

        public override void Dispose()
        {
            body.Dispose();
            rest?.Dispose();
            response.Dispose();
        }
    }

    /// <summary>No answer came, or none that can be used.</summary>
    public sealed class None(
        OpenAiError says, string error, bool othersMay, bool isFailure, int? status = null, bool mayPass = false)
        : UpstreamAnswer
    {
        /// <summary>What the client is told.</summary>
        public OpenAiError Says => says;

        public override string? Error => error;

        public override int? HttpStatus => status;

        public override bool MayPass => mayPass;

        public override bool OthersMay => othersMay;

        public override bool IsFailure => isFailure;

        public override void Dispose()
        {
        }
    }
}
