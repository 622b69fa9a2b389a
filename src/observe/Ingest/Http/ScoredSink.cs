using System.Data.Common;
using Dashboard.Postgres;
using Dashboard.Telemetry.Writing;

namespace Dashboard.Ingest.Http;

/// <summary>Stores records, then the judgements that they carry; an export is accepted when both are stored.</summary>
internal static class ScoredSink
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <param name="store">Stores the records; storing them again changes nothing.</param>
    /// <param name="takers">Who takes the judgements.</param>
    public static RecordSink<T> Of<T>(RecordSink<T> store, IReadOnlyList<Func<IReadOnlyList<T>, CancellationToken, Task>> takers) =>
        takers.Count == 0
            ? store
            : async (records, ct) =>
            {
                var result = await store(records, ct);
                if (result is not WriteResult.Committed)
                {
                    return result;
                }

                try
                {
                    foreach (var take in takers)
                    {
                        await take(records, ct);
                    }
                }
                catch (Exception failure) when (RecordFault.Is(failure))
                {
                    return new WriteResult.Unavailable(RetryAfter, RecordFault.Reason(failure), IsContentAtFault: true);
                }
                catch (Exception failure) when (failure is DbException || DatabaseAway.Is(failure))
                {
                    return new WriteResult.Unavailable(RetryAfter, "The database does not take evaluations now.");
                }

                return result;
            };
}
