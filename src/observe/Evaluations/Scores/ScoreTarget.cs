using Dashboard.Events;

namespace Dashboard.Evaluations.Scores;

/// <summary>What a score speaks of, in the words of whoever gave it.</summary>
public abstract record ScoreTarget
{
    private ScoreTarget()
    {
    }

    /// <summary>Identifies the target within its project, for as long as no call is known.</summary>
    public abstract string Key { get; }

    /// <summary>The provider's id of an answer.</summary>
    public sealed record Response(string Id) : ScoreTarget
    {
        public override string Key => "response:" + Id;
    }

    /// <summary>The gateway's id of a request (<c>x-request-id</c>).</summary>
    public sealed record Request(string Id) : ScoreTarget
    {
        public override string Key => "request:" + Id;
    }

    /// <summary>One span, or where it is no call: the last call beneath it.</summary>
    public sealed record Span(TraceId Trace, SpanId Id) : ScoreTarget
    {
        public override string Key => $"span:{Trace}:{Id}";
    }

    /// <summary>A whole trace: counts for its last call, whose answer the user saw.</summary>
    public sealed record WholeTrace(TraceId Trace) : ScoreTarget
    {
        public override string Key => $"trace:{Trace}";
    }

    /// <summary>A conversation: kept and shown, and counted for no call.</summary>
    public sealed record Session(string Id) : ScoreTarget
    {
        public override string Key => "session:" + Id;
    }
}
