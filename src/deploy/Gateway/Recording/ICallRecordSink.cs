using Dashboard.Telemetry;

namespace Dashboard.Gateway.Recording;

/// <summary>Takes the records of requests off the request path.</summary>
public interface ICallRecordSink
{
    /// <summary>
    /// Takes a record over. Returns at once and never throws: the client must not wait for our books.
    /// </summary>
    void Offer(SpanRecord record);
}
