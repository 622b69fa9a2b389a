using JasperFx;
using JasperFx.Events;
using Marten;

namespace Dashboard.EventStore;

/// <summary>How Marten is set up here; what of it decides over the tables' form, a Marten application must set alike.</summary>
internal static class MartenSettings
{
    public static void Apply(StoreOptions options)
    {
        options.DisableNpgsqlLogging = true;
        // The migrator alone changes tables, see MartenSchema.
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.UseSystemTextJsonForSerialization();
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        // The only mode in which an event knows its position before the projections see it.
        options.Events.AppendMode = EventAppendMode.Rich;
        options.Events.UseListenNotifyForEventAppends = true;
    }
}
