using System.Data.Common;
using JasperFx;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;

namespace Dashboard.EventStore;

/// <summary>
/// The tables of events, brought by Marten itself to the form that its running version wants, on whatever database a
/// former version or another Marten application left.
/// </summary>
internal static class MartenSchema
{
    /// <summary>Creates and changes what is missing, in the caller's transaction; takes nothing away.</summary>
    /// <exception cref="InvalidOperationException">A table cannot be brought to that form; the message names it.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var objects = Objects();
        var migrator = new PostgresqlMigrator();
        var difference = await SchemaMigration.DetermineAsync(connection, ct, objects);
        if (difference.Difference == SchemaPatchDifference.None)
        {
            return;
        }

        try
        {
            await migrator.ApplyAllAsync(
                connection, difference, AutoCreate.CreateOrUpdate, new DefaultMigrationLogger(TextWriter.Null), ct);
        }
        catch (Exception e) when (e is SchemaMigrationException or DbException)
        {
            throw Unfit(difference, e);
        }

        var left = await SchemaMigration.DetermineAsync(connection, ct, objects);
        if (left.Difference != SchemaPatchDifference.None)
        {
            throw Unfit(left, null);
        }
    }

    private static ISchemaObject[] Objects()
    {
        using var store = DocumentStore.For(options =>
        {
            MartenSettings.Apply(options);
            // Nothing is asked of it but what the tables look like.
            options.Connection("Host=unused");
            // Marten leaves out the tables of events where it knows no event at all.
            options.Events.AddEventType<StoredEvent>();
        });
        var objects = store.Storage.AllObjects().ToArray();
        foreach (var table in objects.OfType<ITable>())
        {
            // A column or an index that a newer Marten or another application made holds what somebody needs.
            table.AddOnlyMigrations = true;
        }

        return objects;
    }

    private static InvalidOperationException Unfit(SchemaMigration difference, Exception? cause)
    {
        var names = difference.Deltas
            .Where(delta => delta.Difference != SchemaPatchDifference.None)
            .Select(delta => delta.SchemaObject.Identifier.Name);
        return new InvalidOperationException(
            $"The decisions' database does not fit Marten {typeof(IDocumentStore).Assembly.GetName().Version?.ToString(2)}, "
            + $"and it cannot be changed to: {string.Join(", ", names)}{(cause is null ? "" : $" ({cause.Message})")}. "
            + "Another program made these tables or changed them; undo that, or restore a backup into an empty database.",
            cause);
    }
}
