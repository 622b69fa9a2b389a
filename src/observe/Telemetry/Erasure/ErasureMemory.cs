using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Erasure;

/// <summary>What is erased, for capabilities whose records of a trace may come again, or for the first time, after it.</summary>
public sealed class ErasureMemory
{
    private readonly byte[] _key;
    private readonly Dictionary<(ProjectId, ErasureTarget), Tombstone> _found;

    private ErasureMemory(byte[] key, Dictionary<(ProjectId, ErasureTarget), Tombstone> found) =>
        (_key, _found) = (key, found);

    /// <summary>Looks up whatever a record names; null where nothing was ever erased, so that nothing more is to do.</summary>
    public static async Task<ErasureMemory?> ReadAsync(
        NpgsqlConnection connection, IEnumerable<(ProjectId Project, ErasureTarget Target)> wanted, CancellationToken ct) =>
        await Tombstones.KeyAsync(connection, onlyIfUsed: true, ct) is { } key
            ? new ErasureMemory(key, await Tombstones.FindAsync(connection, [.. wanted], key, ct))
            : null;

    /// <summary>Remembers traces that turned out to be of what was erased.</summary>
    /// <param name="connection">With the transaction in which that was found.</param>
    /// <param name="project">Their project.</param>
    /// <param name="traces">Which.</param>
    /// <param name="at">When they were erased.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task AddAsync(
        NpgsqlConnection connection, ProjectId project, IEnumerable<TraceId> traces, DateTimeOffset at, CancellationToken ct) =>
        await Tombstones.PutAsync(
            connection,
            traces.Select(trace => (project, (ErasureTarget)new ErasureTarget.Trace(trace), new Tombstone(at))),
            (await Tombstones.KeyAsync(connection, onlyIfUsed: false, ct))!,
            ct);

    /// <summary>Whether it was erased, by itself or with its trace or user.</summary>
    public bool Holds(ProjectId project, ErasureTarget target) => _found.ContainsKey((project, target));

    /// <summary>When it was erased; null where it was not.</summary>
    public DateTimeOffset? ErasedAt(ProjectId project, ErasureTarget target) =>
        _found.TryGetValue((project, target), out var its) ? its.At : null;

    /// <summary>The anonymous call that an answer's id stood for, if it was erased.</summary>
    public (TraceId Trace, SpanId Span)? CallOf(ProjectId project, string answer) =>
        _found.GetValueOrDefault((project, new ErasureTarget.Answer(answer))).Call;

    /// <summary>
    /// The name under which somebody goes on in what is erased: always the same one, so that a repeated record meets the
    /// one that is stored. The statement that erases makes it by <see cref="PseudonymSql"/>.
    /// </summary>
    public string Pseudonym(ProjectId project, string name) => "erased:" + Convert.ToHexStringLower(SHA256.HashData(
        [.. _key, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{project.Value}|name|{name}"))]));

    /// <summary>The same in SQL.</summary>
    /// <param name="project">An expression.</param>
    /// <param name="name">An expression.</param>
    public static string PseudonymSql(string project, string name) =>
        $"""
        'erased:' || encode(sha256(
          (SELECT key FROM erasure_key) || convert_to({project}::text || '|name|' || {name}, 'UTF8')), 'hex')
        """;
}
