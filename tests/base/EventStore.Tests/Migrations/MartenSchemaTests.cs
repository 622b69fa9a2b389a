using Dashboard.Testing;
using Xunit;

namespace Dashboard.EventStore.Tests;

/// <summary>
/// The layout that our own queries and earlier versions know: columns in order, types, defaults, constraints, indexes,
/// sequence. What a newer Marten adds, it adds behind.
/// </summary>
public sealed class MartenSchemaTests(StoreDatabase database) : IClassFixture<StoreDatabase>
{
    private readonly TestDatabase _db = database.Db;

    [Theory]
    [InlineData("mt_streams", """
        id varchar NO -
        type varchar YES -
        version int8 YES -
        timestamp timestamptz NO now()
        created timestamptz NO now()
        tenant_id varchar YES '*DEFAULT*'::character varying
        is_archived bool YES false
        """)]
    [InlineData("mt_events", """
        seq_id int8 NO -
        id uuid NO -
        stream_id varchar YES -
        version int8 NO -
        data jsonb NO -
        bdata bytea YES -
        type varchar(500) NO -
        timestamp timestamptz NO now()
        tenant_id varchar YES '*DEFAULT*'::character varying
        mt_dotnet_type varchar YES -
        correlation_id varchar YES -
        causation_id varchar YES -
        headers jsonb YES -
        is_archived bool YES false
        """)]
    [InlineData("mt_event_progression", """
        name varchar NO -
        last_seq_id int8 YES -
        last_updated timestamptz YES transaction_timestamp()
        """)]
    [InlineData("mt_high_water_skips", """
        ending_sequence int8 NO -
        starting_sequence int8 NO -
        timestamp timestamptz YES transaction_timestamp()
        """)]
    public async Task A_table_begins_with_the_columns_of_Marten_that_our_own_queries_know(string table, string columns) =>
        Assert.StartsWith(columns, await _db.ReadAsync<string>("""
            SELECT string_agg(
                concat_ws(' ', column_name, udt_name || coalesce('(' || character_maximum_length || ')', ''), is_nullable,
                    coalesce(column_default, '-')),
                E'\n' ORDER BY ordinal_position)
            FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
            """, table), StringComparison.Ordinal);

    [Fact]
    public async Task Keys_and_indexes_have_the_names_of_Marten()
    {
        Assert.Equal("""
            mt_event_progression: pk_mt_event_progression PRIMARY KEY (name)
            mt_events: fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES mt_streams(id) ON DELETE CASCADE
            mt_events: pkey_mt_events_seq_id PRIMARY KEY (seq_id)
            mt_high_water_skips: pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence)
            mt_streams: pkey_mt_streams_id PRIMARY KEY (id)
            """, await _db.ReadAsync<string>("""
            SELECT string_agg(conrelid::regclass || ': ' || conname || ' ' || pg_get_constraintdef(oid), E'\n'
                ORDER BY conrelid::regclass::text COLLATE "C", conname COLLATE "C")
            FROM pg_constraint
            WHERE conrelid::regclass::text IN ('mt_streams', 'mt_events', 'mt_event_progression', 'mt_high_water_skips')
              AND contype IN ('p', 'f')
            """));
        Assert.Equal(
            "CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON public.mt_events USING btree (stream_id, version)",
            await _db.ReadAsync<string>("SELECT indexdef FROM pg_indexes WHERE indexname = 'pk_mt_events_stream_and_version'"));
    }

    [Fact]
    public async Task The_sequence_belongs_to_the_events() =>
        Assert.Equal("mt_events.seq_id", await _db.ReadAsync<string>("""
            SELECT refobjid::regclass || '.' || attname
            FROM pg_depend JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
            WHERE objid = 'mt_events_sequence'::regclass AND deptype = 'a'
            """));
}
