using Microsoft.AspNetCore.Http;

namespace Dashboard.Gateway.Tests;

/// <summary>What the fake provider was sent.</summary>
internal sealed record UpstreamRequestSeen(string Path, string Body, IHeaderDictionary Headers);
