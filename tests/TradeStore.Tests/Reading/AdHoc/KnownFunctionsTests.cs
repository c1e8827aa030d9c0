using TradeStore.Storage.Reading.AdHoc;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>Each function of the engine was looked at: callers may call it, or there is a reason why not.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class KnownFunctionsTests : EngineTestBase
{
    // Inside the engine, of its settings and sequences and logs, of other tables, of SQL as a text; and those of a PostgreSQL server that say nothing.
    private const string Withheld = """
        col_description combine constant_or_null create_sort_key current_connection_id current_query current_query_id current_setting current_transaction_id
        currval finalize format_pg_type format_type get_block_size getvariable has_any_column_privilege has_column_privilege has_database_privilege
        has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege has_schema_privilege has_sequence_privilege has_server_privilege
        has_table_privilege has_tablespace_privilege in_search_path inet_client_addr inet_client_port inet_server_addr inet_server_port is_histogram_other_bin
        json_deserialize_sql json_serialize_plan json_serialize_sql map_to_pg_oid nextval normalized_interval obj_description parse_duckdb_log_message
        pg_collation_is_visible pg_conf_load_time pg_conversion_is_visible pg_function_is_visible pg_get_constraintdef pg_get_expr pg_get_viewdef pg_has_role
        pg_is_other_temp_schema pg_my_temp_schema pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible pg_postmaster_start_time pg_sleep
        pg_table_is_visible pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible remap_struct
        shobj_description sleep_ms stats timetz_byte_comparable txid_current variant_bytes_to_variant variant_normalize variant_to_parquet_variant vector_type
        write_log
        """;

    [Test]
    public void Functions_that_compute_are_known_and_no_others()
    {
        var known = Names("function_type IN ('scalar', 'aggregate', 'macro')").Where(n => !n.StartsWith("__internal_", StringComparison.Ordinal) && !n.StartsWith("icu_", StringComparison.Ordinal)).ToList();
        var withheld = Withheld.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        Assert.That(known.Except(withheld).Where(n => !KnownFunctions.IsExpression(n)), Is.Empty, "a new function of the engine: look at what it does");
        Assert.That(withheld.Where(KnownFunctions.IsExpression), Is.Empty);
        Assert.That(withheld.Except(known), Is.Empty);
    }

    [Test]
    public void Of_functions_that_make_tables_only_those_are_known_that_make_them_of_their_arguments()
    {
        Assert.That(
            Names("function_type IN ('table', 'table_macro', 'pragma')").Where(KnownFunctions.IsTable),
            Is.EqualTo(new[] { "generate_series", "icu_calendar_names", "json_each", "json_tree", "pg_timezone_names", "range", "repeat", "repeat_row", "unnest" }));
    }

    private List<string> Names(string condition) =>
        Session.QueryTexts($"SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE {condition} ORDER BY 1", columns: 1).ConvertAll(row => row[0]);
}
