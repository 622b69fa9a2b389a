using Dashboard.Ingest.Dialects;
using Dashboard.Pricing;

namespace Dashboard.Ingest;

/// <summary>
/// Who answered a span's call. Many instrumentations name the library that called (<c>openai</c>) whatever it called;
/// the address that they record beside it says where the call went.
/// </summary>
internal static class SpanSeller
{
    public static string? Of(SpanView span, SpanReading reading) => ProviderAddresses.Seller(
        reading.Provider,
        reading.ResponseModel ?? reading.RequestModel,
        span.Text(
            "gen_ai.openai.api_base", "gen_ai.request.base_url", "llm.openai.api_base", "openai.api_base",
            "url.full", "http.url", "server.address", "net.peer.name"));
}
