using System.Text.Json;
using Dashboard.Deployments.Models;

namespace Dashboard.Deployments.Api;

/// <summary>A version in answers. <c>cannot_serve</c> says why it cannot; null where it can.</summary>
internal sealed record VersionBody(
    string Model,
    string Version,
    string Provider,
    string? Connection,
    string UpstreamModel,
    string? Gguf,
    string? Adapter,
    string? Notes,
    JsonElement? Lineage,
    IReadOnlyList<VersionEvaluation> Evaluations,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? RetiredAt,
    string? CannotServe,
    IReadOnlyList<VersionBody.Share> ServedBy)
{
    public static VersionBody Of(ModelVersion version, ModelQueries queries) => new(
        version.Model,
        version.Version,
        version.Provider,
        version.Connection,
        version.UpstreamModel,
        version.Gguf,
        version.Adapter,
        version.Notes,
        version.Lineage,
        version.Evaluations,
        version.CreatedAt,
        version.CreatedBy,
        version.RetiredAt,
        queries.WhyNotServable(version),
        [.. queries.ServedBy(version).Select(share => new Share(share.Route, share.Weight))]);

    /// <summary>A route and the percent of it that a version serves.</summary>
    internal sealed record Share(string Route, int Weight);
}
