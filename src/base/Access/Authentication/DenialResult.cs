using Microsoft.AspNetCore.Http;

namespace Dashboard.Access.Authentication;

/// <summary>A <see cref="Denial"/> as an endpoint's result.</summary>
internal sealed class DenialResult(Denial denial) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Denials.WriteAsync(httpContext, denial);
}
