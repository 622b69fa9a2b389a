using Dashboard.Deployments.Connections;
using Dashboard.Deployments.Models;
using Dashboard.Deployments.Routes;

namespace Dashboard.Deployments.Serving;

/// <summary>A <see cref="DeploymentBook"/> as it lies in the data folder, for a start without the database.</summary>
internal sealed record BookFile(
    IReadOnlyList<Connection> Connections, IReadOnlyList<ModelVersion> Versions, IReadOnlyList<RouteState> Routes)
{
    /// <summary>In a fixed order, so that equal books are equal files.</summary>
    public static BookFile Of(DeploymentBook book) => new(
        [.. book.Connections.Values.OrderBy(connection => connection.Name, StringComparer.Ordinal)],
        [
            .. book.Versions.Values.OrderBy(version => version.Project.Value)
                .ThenBy(version => version.Model, StringComparer.Ordinal)
                .ThenBy(version => version.Version, StringComparer.Ordinal),
        ],
        [
            .. book.Routes.Values.OrderBy(route => route.Project.Value)
                .ThenBy(route => route.Route, StringComparer.Ordinal),
        ]);

    public DeploymentBook ToBook() => DeploymentBook.Of(Connections, Versions, Routes);
}
