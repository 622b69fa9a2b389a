using Microsoft.AspNetCore.Http;

namespace Dashboard.Access.Authentication;

/// <summary>
/// Endpoint metadata: how an endpoint whose clients expect their own error shape (OTLP, OpenAI) answers a
/// <see cref="Denial"/>. Endpoints without it answer <c>application/problem+json</c>. Status code and headers are set
/// before <paramref name="WriteBodyAsync"/> is called.
/// </summary>
public sealed record DenialWriter(Func<HttpContext, Denial, Task> WriteBodyAsync);
