using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Events;

namespace Dashboard.Telemetry.Erasure;

/// <summary>Whose data are to go.</summary>
public abstract record ErasureTarget
{
    private ErasureTarget()
    {
    }

    /// <summary><c>trace</c> or <c>user</c>; <c>session</c> and <c>answer</c> are only remembered.</summary>
    public abstract string Kind { get; }

    private protected abstract string Identifier { get; }

    /// <summary>The keyed hash under which the erasure is remembered.</summary>
    internal byte[] Digest(byte[] key, ProjectId project) => HMACSHA256.HashData(
        key,
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{project.Value}|{Kind}|{Identifier}")));

    /// <summary>Whether a text gives the identifier away.</summary>
    internal bool IsNamedIn(string text) => text.Contains(Identifier, StringComparison.OrdinalIgnoreCase);

    /// <summary>Everything of one trace.</summary>
    public sealed record Trace(TraceId Id) : ErasureTarget
    {
        public override string Kind => "trace";

        private protected override string Identifier => Id.ToString();
    }

    /// <summary>Every trace of one user, as clients name them.</summary>
    public sealed record User(string Id) : ErasureTarget
    {
        public override string Kind => "user";

        private protected override string Identifier => Id;
    }

    /// <summary>A conversation of an erased user. Remembered with the user; nobody asks for it.</summary>
    public sealed record Session(string Id) : ErasureTarget
    {
        public override string Kind => "session";

        private protected override string Identifier => Id;
    }

    /// <summary>The id of an erased call's answer, or of the request for it. Remembered with the call.</summary>
    public sealed record Answer(string Id) : ErasureTarget
    {
        public override string Kind => "answer";

        private protected override string Identifier => Id;
    }
}
