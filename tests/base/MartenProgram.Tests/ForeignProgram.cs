using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace Dashboard.MartenProgram.Tests;

/// <summary>A Marten application beside the console, which has the console's package of events no more than its code.</summary>
internal static class ForeignProgram
{
    /// <summary>Marten as the console's documentation says it is to be set up, with the program's own types.</summary>
    public static DocumentStore Open(string connectionString, AutoCreate create = AutoCreate.None, bool keepsViews = false) =>
        DocumentStore.For(options =>
        {
            options.Connection(connectionString);
            options.DisableNpgsqlLogging = true;
            options.AutoCreateSchemaObjects = create;
            options.UseSystemTextJsonForSerialization();
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.MetadataConfig.HeadersEnabled = true;
            options.Events.MetadataConfig.CorrelationIdEnabled = true;
            options.Events.MetadataConfig.CausationIdEnabled = true;
            options.Events.AppendMode = EventAppendMode.Rich;
            options.Events.MapEventType<RouteDeployed>("route_deployed");
            options.Events.MapEventType<RouteRolledBack>("route_rolled_back");
            if (keepsViews)
            {
                options.Projections.Snapshot<RouteView>(SnapshotLifecycle.Async);
            }
            else
            {
                options.Projections.LiveStreamAggregation<RouteView>();
            }
        });
}
