using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Pricing;

namespace Dashboard.Telemetry.Tests.Repricing;

/// <summary>Reads every stored call.</summary>
internal static class StoredCalls
{
    public static async Task<List<StoredCall>> ReadAsync(TelemetryDb db, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT started_at, date_bin('15 minutes', started_at, '2000-01-01Z'), series_id, s.route, s.model, status,
              input_uncached, output_text, cost_status, cost_nano, price_id
            FROM calls JOIN series s USING (series_id)
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var calls = new List<StoredCall>();
        while (await reader.ReadAsync(ct))
        {
            calls.Add(new StoredCall(
                reader.GetFieldValue<DateTimeOffset>(0),
                reader.GetDateTime(1),
                reader.GetInt32(2),
                reader.GetString(3),
                reader.GetString(4),
                (SpanStatus)reader.GetInt16(5),
                new TokenCounts { InputUncached = reader.GetInt64(6), OutputText = reader.GetInt64(7) },
                new CallCost(
                    (CostStatus)reader.GetInt16(8),
                    reader.IsDBNull(9) ? null : new Nanodollars(reader.GetInt64(9)),
                    reader.IsDBNull(10) ? null : reader.GetString(10))));
        }

        return calls;
    }
}
