using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.Gateway.Answers;
using Dashboard.Gateway.Recording;
using Dashboard.Gateway.Requests;
using Dashboard.Gateway.Routing;
using Dashboard.Gateway.Upstream;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Door;

/// <summary>One request on its way: what is known from the start, and what is learned.</summary>
internal sealed class GatewayCall(HttpContext http, Surface surface, TimeProvider time)
{
    private const long TicksPerMicro = TimeSpan.TicksPerMicrosecond;

    private readonly long _start = time.GetTimestamp();

    public HttpContext Http => http;

    public Surface Surface => surface;

    public string RequestId { get; } = "req_" + Guid.CreateVersion7().ToString("N");

    /// <summary>In whole microseconds, which is what the database keeps.</summary>
    public DateTimeOffset StartedAt { get; } = WholeMicros(time.GetUtcNow());

    public TraceLink Trace { get; } = TraceLink.Continue(http.Request.Headers.TraceParent);

    public required ProjectId Project { get; init; }

    public required string Key { get; init; }

    public PooledBytes Body { get; set; } = null!;

    public CallRequest Request { get; set; } = null!;

    public ServingRoute Route { get; set; } = null!;

    public string? SessionId { get; set; }

    public string? UserId { get; set; }

    /// <summary>Which versions may be asked.</summary>
    public VersionPlan Plan { get; set; }

    /// <summary>The version that was asked last.</summary>
    public UpstreamTarget Target { get; set; } = null!;

    public List<AttemptRecord> Attempts { get; } = new(1);

    public AnswerFacts Facts { get; set; } = null!;

    public string? UpstreamRequestId { get; set; }

    public long? FirstByteMicros { get; private set; }

    public long? FirstTokenMicros { get; private set; }

    /// <summary>Time that was spent waiting for providers, so not by us.</summary>
    public TimeSpan Waited { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public TimeSpan Overhead => Elapsed - Waited;

    public long ElapsedMicros => Elapsed.Ticks / TicksPerMicro;

    /// <summary>Whether a stream of the provider has begun.</summary>
    public bool HasStreamed { get; set; }

    /// <summary>Of a stream, unless it is not wanted.</summary>
    public KeepAlive? KeepAlive { get; set; }

    public void SawFirstByte() => FirstByteMicros ??= ElapsedMicros;

    public void SawFirstToken() => FirstTokenMicros ??= ElapsedMicros;

    /// <summary>Notes that asking a version has ended.</summary>
    /// <param name="startedAt">When it began.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="status">What came back.</param>
    /// <param name="error">A class; null where it went well.</param>
    public void AddAttempt(DateTimeOffset startedAt, TimeSpan took, int? status, string? error) =>
        Attempts.Add(new AttemptRecord(
            Attempts.Count + 1,
            Target.Version.Version,
            WholeMicros(startedAt),
            took.Ticks / TicksPerMicro,
            status,
            error));

    private static DateTimeOffset WholeMicros(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TicksPerMicro));
}
