using Dashboard.Deployments.Serving;
using Dashboard.Events;

namespace Dashboard.Deployments.Models;

/// <summary>Which versions there are. Answered from memory, also while the database is away.</summary>
public sealed class ModelQueries
{
    private readonly ServingBook _book;

    internal ModelQueries(ServingBook book) => _book = book;

    /// <summary>The versions of a project, by model, the newest first.</summary>
    public IReadOnlyList<IGrouping<string, ModelVersion>> All(ProjectId project) =>
    [
        .. _book.Current.Versions.Values.Where(version => version.Project == project)
            .OrderByDescending(version => version.CreatedAt)
            .GroupBy(version => version.Model)
            .OrderBy(model => model.Key, StringComparer.Ordinal),
    ];

    /// <summary>Null where there is no such version.</summary>
    public ModelVersion? Find(ProjectId project, string model, string version) =>
        _book.Current.Version(project, model, version);

    /// <summary>
    /// Why a version cannot serve, to follow its name, such as <c>was retired</c>; null where it can.
    /// </summary>
    public string? WhyNotServable(ModelVersion version) =>
        _book.Current.WhyNotServable(version.Project, version.Model, version.Version);

    /// <summary>The routes that serve a version now, each with its share in percent.</summary>
    public IReadOnlyList<(string Route, int Weight)> ServedBy(ModelVersion version) =>
        _book.Current.ServedBy(version.Key);
}
